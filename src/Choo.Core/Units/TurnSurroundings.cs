using Choo.Core.Diagnostics;
using Choo.Core.Ports;
using Choo.Core.Running;
using Choo.Core.Specs;

namespace Choo.Core.Units;

/// <summary>Tells what changed of the person's while a turn ran, and keeps what vanished. Nothing is put back: it may be the person who did it.</summary>
internal sealed class TurnSurroundings(UnitScope scope, SpecTask? task)
{
    /// <summary>Runs the turn, and looks before and after it, however it ends.</summary>
    public async Task<T> DuringAsync<T>(Func<Task<T>> turn)
    {
        if (scope.Ports.Shared is not { } shared)
        {
            return await turn().ConfigureAwait(false);
        }

        shared.Begin();
        try
        {
            return await turn().ConfigureAwait(false);
        }
        finally
        {
            await TellAsync(shared.Parts, shared.End()).ConfigureAwait(false);
        }
    }

    private async Task TellAsync(ISharedParts parts, SharedChanges changes)
    {
        try
        {
            foreach (var commit in changes.Stash)
            {
                await KeepAsync(parts, commit).ConfigureAwait(false);
            }

            if (changes.FormerConfig is { } former)
            {
                Tell(DiagnosticCodes.SharedFilesChanged.At(
                    parts.ConfigPath, 0, 0, $"git's settings, which all worktrees share, changed while {scope.Unit.Id}'s turn ran; what they were is in {parts.KeepConfig(former)}"));
            }
        }
        catch (PortException refused)
        {
            Tell(refused.Diagnostic);
        }

        foreach (var hook in changes.Hooks)
        {
            Tell(DiagnosticCodes.SharedFilesChanged.At(
                hook, 0, 0, $"the hook, which all worktrees share, came, went or changed while {scope.Unit.Id}'s turn ran; look at it before git runs it for you"));
        }
    }

    private async Task KeepAsync(ISharedParts parts, string commit)
    {
        var saved = await parts.KeepAsync(scope.Unit.Id, commit).ConfigureAwait(false);
        scope.Post(new WorkSaved(saved.Ref, saved.Commit, $"it vanished from the stash while {scope.Unit.Id}'s turn ran"), task);
        Tell(DiagnosticCodes.StashVanished.Because(
            $"the stash entry {commit} vanished while {scope.Unit.Id}'s turn ran; `git stash store {commit}` brings it back; it is kept as {saved.Ref}, and `dotnet choo recover` lists it"));
    }

    private void Tell(Diagnostic problem) => scope.Post(new Noted(problem), task);
}
