using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Ports;
using Choo.Core.Specs;

namespace Choo.Core.Flow;

/// <summary>Reports what changed of the person's while a turn ran. What vanished is kept; what redirects git or starts programs was restored, and the changed version is kept.</summary>
internal sealed class GuardedTurn(UnitScope scope, SpecTask? task)
{
    /// <summary>Runs the turn, and looks before and after it, however it ends.</summary>
    public async Task<T> DuringAsync<T>(Func<Task<T>> turn)
    {
        if (scope.Ports.Shared is not { } shared)
        {
            return await turn().ConfigureAwait(false);
        }

        RepairHooks(shared.Parts);
        await shared.BeginAsync().ConfigureAwait(false);
        try
        {
            return await turn().ConfigureAwait(false);
        }
        finally
        {
            await TellAsync(shared.Parts, await shared.EndAsync().ConfigureAwait(false)).ConfigureAwait(false);
        }
    }

    private void RepairHooks(IRepositoryGuard parts)
    {
        try
        {
            if (parts.RepairHooks() is [var first, ..] changed)
            {
                Tell(DiagnosticCodes.SharedFilesChanged.At(
                    first, 0, 0, $"{changed.Length} of the hooks that restrict agents' git were overwritten, perhaps by a hook manager that was installed meanwhile; they were restored before {scope.Unit.Id}'s turn"));
            }
        }
        catch (PortException refused)
        {
            Tell(refused.Diagnostic);
        }
    }

    private async Task TellAsync(IRepositoryGuard parts, RepositoryChanges changes)
    {
        foreach (var commit in changes.Stash)
        {
            await TryAsync(
                DiagnosticCodes.StashVanished.Because($"the stash entry {commit} vanished while {scope.Unit.Id}'s turn ran"),
                () => KeepAsync(parts, commit)).ConfigureAwait(false);
        }

        if (changes.FormerConfig is { } former)
        {
            var what = $"git's settings, which all worktrees share, changed while {scope.Unit.Id}'s turn ran";
            await TryAsync(DiagnosticCodes.SharedFilesChanged.At(parts.ConfigPath, 0, 0, what), () =>
            {
                Tell(DiagnosticCodes.SharedFilesChanged.At(parts.ConfigPath, 0, 0, $"{what}; {Done(changes.PutBack)}the former settings are in {parts.KeepConfig(former)}"));
                return Task.CompletedTask;
            }).ConfigureAwait(false);
        }

        foreach (var file in changes.PutBack.Files)
        {
            Tell(DiagnosticCodes.SharedFilesChanged.At(
                file, 0, 0, $"the file, which all worktrees share, changed while {scope.Unit.Id}'s turn ran; it was restored, and the changed version is in {string.Join(", ", changes.PutBack.Kept)}"));
        }

        if (changes.Refusal is { } refusal)
        {
            Tell(refusal);
        }

        foreach (var hook in changes.Hooks)
        {
            Tell(DiagnosticCodes.SharedFilesChanged.At(
                hook, 0, 0, $"the hook, which all worktrees share, was added, removed or changed while {scope.Unit.Id}'s turn ran; look at it before git runs it for you"));
        }
    }

    private static string Done(PutBack done)
    {
        var back = done.Keys.IsEmpty ? "" : $"{string.Join(", ", done.Keys)} would redirect git or start programs and {(done.Keys.Length == 1 ? "was" : "were")} restored; ";
        var others = done.Others.IsEmpty ? "" : $"{string.Join(", ", done.Others)} {(done.Others.Length == 1 ? "stays" : "stay")} as changed; ";
        return back + others + (done.Kept.IsEmpty ? "" : $"the changed versions are in {string.Join(", ", done.Kept)}; ");
    }

    private async Task KeepAsync(IRepositoryGuard parts, string commit)
    {
        var saved = await parts.KeepAsync(scope.Unit.Id, commit).ConfigureAwait(false);
        scope.Post(new WorkSaved(saved.Ref, saved.Commit, $"it vanished from the stash while {scope.Unit.Id}'s turn ran"), task);
        Tell(DiagnosticCodes.StashVanished.Because(
            $"the stash entry {commit} vanished while {scope.Unit.Id}'s turn ran; `git stash store {commit}` restores it; it is kept as {saved.Ref}, and `dotnet choo recover` lists it"));
    }

    /// <summary>Nothing that goes wrong in one of these holds up the others, or takes the place of how the turn ended: it has been paid for.</summary>
    /// <param name="what">Told with the reason when it could not be kept.</param>
    /// <param name="keep">Keeps it, and reports that.</param>
    private async Task TryAsync(Diagnostic what, Func<Task> keep)
    {
        try
        {
            await keep().ConfigureAwait(false);
        }
        catch (PortException refused)
        {
            Tell(what with { Message = $"{what.Message}, and could not be kept: {refused.Diagnostic.Message}" });
        }
#pragma warning disable CA1031 // See the summary.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            Tell(what with { Message = $"{what.Message}, and could not be kept: {fault.Message}" });
        }
    }

    private void Tell(Diagnostic problem) => scope.Post(new DiagnosticReported(problem), task);
}
