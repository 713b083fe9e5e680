using System.Collections.Immutable;
using Choo.Adapters.Git;
using Choo.Core.Diagnostics;
using Choo.Core.LocalCi;

namespace Choo.Engine;

/// <summary>What came of installing the hook.</summary>
/// <param name="File">Absolute path of the hook; null when it was not written.</param>
/// <param name="Kept">Absolute path of the hook that was there before and lies aside now; null when there was none.</param>
/// <param name="Problem">Why it was not written.</param>
public sealed record HookReport(string? File, string? Kept, Diagnostic? Problem);

/// <summary>Writes the <c>post-receive</c> hook by which a repository checks what is pushed to it.</summary>
public static class HookInstallation
{
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>Installs it. A hook that is not choo's stays as it is, unless a person says that it may be put aside.</summary>
    /// <param name="folder">Absolute path of the repository, bare or not.</param>
    /// <param name="command">choo's program and its first arguments.</param>
    /// <param name="wait">Whether a push waits for the checks.</param>
    /// <param name="replace">Whether another hook is put aside.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<HookReport> InstallAsync(string folder, ImmutableArray<string> command, bool wait, bool replace, CancellationToken cancellationToken)
    {
        var (repository, problem) = await PushedRepository.OpenAsync(folder, cancellationToken).ConfigureAwait(false);
        if (repository is null)
        {
            return new HookReport(null, null, problem);
        }

        var file = Path.Combine(await PushedRepository.HooksAsync(repository, cancellationToken).ConfigureAwait(false), "post-receive");
        try
        {
            var there = Path.Exists(file) ? await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false) : null;
            var kept = there is null || HookScript.IsOwn(there) ? null : $"{file}.before-choo";
            if (kept is not null && (!replace || Path.Exists(kept)))
            {
                var advice = replace ? $"{kept} is there already: move one of them away" : $"call `dotnet choo ci run` in it, or give --force to put it aside as {Path.GetFileName(kept)}";
                return new HookReport(null, null, DiagnosticCodes.HookInTheWay.At(file, 0, 0, $"the repository has a post-receive hook that is not choo's; {advice}"));
            }

            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            var draft = $"{file}.{Environment.ProcessId}.tmp";
            await File.WriteAllTextAsync(draft, HookScript.Of(command, wait), cancellationToken).ConfigureAwait(false);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(draft, Mode);
            }

            if (kept is not null)
            {
                File.Copy(file, kept);
            }

            File.Move(draft, file, overwrite: true);
            return new HookReport(file, kept, null);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return new HookReport(null, null, DiagnosticCodes.CannotWrite.At(file, 0, 0, refused.Message));
        }
    }
}
