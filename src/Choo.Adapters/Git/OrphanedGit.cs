using Choo.Adapters.Processes;
using Choo.Core.Diagnostics;

namespace Choo.Adapters.Git;

/// <summary>
/// git that was started by a choo which has died since, and goes on: it fills a worktree, or moves a ref. It is not ended, for it would leave
/// its locks in the repository; what it does takes seconds at most, and until then nothing that is read here is true.
/// </summary>
internal static class OrphanedGit
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>Waits until there is none; a diagnostic when one does not come to its end. To be called before this choo starts any git that stays.</summary>
    public static async Task<Diagnostic?> WaitAsync(Repository repository, CancellationToken cancellationToken)
    {
        var pause = 10;
        for (var until = Environment.TickCount64 + (long)Longest.TotalMilliseconds; ; pause = Math.Min(pause * 2, 500))
        {
            var running = Platform.Current.FindMarked(ChildEnvironment.GitVariable, repository.CommonDir);
            if (running.Count == 0)
            {
                return null;
            }

            if (Environment.TickCount64 > until)
            {
                return DiagnosticCodes.AlreadyRunning.Because(
                    $"git that a crashed choo started is still working in this repository (process {string.Join(", ", running)}): wait for it, or stop it");
            }

            await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
        }
    }
}
