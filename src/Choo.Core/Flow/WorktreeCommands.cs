using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Gates;
using Choo.Core.Ports;

namespace Choo.Core.Flow;

/// <summary>The configured setup and teardown commands, run in a worktree.</summary>
internal sealed class WorktreeCommands(CommandScope scope, Worktree worktree)
{
    private IWorktrees Worktrees => scope.Ports.Worktrees;

    /// <summary>Runs the setup commands that are due. Returns the result of the first that failed, null when none did.</summary>
    public async Task<Evidence?> SetUpAsync(string tree, CancellationToken cancellationToken)
    {
        var ran = false;
        foreach (var command in scope.Settings.Config.Worktree.Setup.Due(Worktrees, worktree))
        {
            var evidence = await scope.RunAsync(worktree, new Gate("setup", command.Command) { Kind = GateKind.Setup }, tree, "setup", cancellationToken).ConfigureAwait(false);
            scope.Post(new UnitCommandRan(GateKind.Setup, evidence));
            ran = true;
            if (!evidence.Passed)
            {
                return evidence;
            }
        }

        if (ran)
        {
            await PutBackTrackedAsync(cancellationToken).ConfigureAwait(false);
        }

        return null;
    }

    /// <summary>Runs the teardown commands that are due. One that fails is reported and holds nothing up.</summary>
    public async Task TearDownAsync(CancellationToken cancellationToken)
    {
        foreach (var command in scope.Settings.Config.Worktree.Teardown.Due(Worktrees, worktree))
        {
            var evidence = await scope.RunAsync(worktree, new Gate("teardown", command.Command) { Kind = GateKind.Teardown }, "", "teardown", cancellationToken).ConfigureAwait(false);
            scope.Post(new UnitCommandRan(GateKind.Teardown, evidence));
            if (!evidence.Passed)
            {
                scope.Post(new DiagnosticReported(DiagnosticCodes.TeardownFailed.At(
                    ".choo.yaml", 0, 0, $"the teardown command `{command.Command}` failed for {scope.Name}: {GateReport.Outcome(evidence)}")));
            }
        }
    }

    /// <summary>What setup commands made is needed and nobody's work; what they changed of the repository's own files is neither the agent's doing nor what lands.</summary>
    private async Task PutBackTrackedAsync(CancellationToken cancellationToken)
    {
        await Worktrees.IgnoreUntrackedAsync(worktree, cancellationToken).ConfigureAwait(false);
        var changed = await Worktrees.ChangedAsync(worktree, cancellationToken).ConfigureAwait(false);
        if (!changed.IsEmpty)
        {
            await Worktrees.TidyAsync(worktree, cancellationToken).ConfigureAwait(false);
            scope.Post(new DiagnosticReported(DiagnosticCodes.SetupChangedTracked.At(
                ".choo.yaml", 0, 0, $"the setup commands changed {string.Join(", ", changed.Take(5))}{(changed.Length > 5 ? " and others" : "")} for {scope.Name}; the change was undone: commit it, or ignore the file")));
        }
    }
}
