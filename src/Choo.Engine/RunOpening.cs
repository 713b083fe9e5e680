using System.Collections.Immutable;
using Choo.Adapters.Git;
using Choo.Adapters.Processes;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Ports;
using Choo.Core.Scheduling;
using Choo.Core.State;

namespace Choo.Engine;

/// <summary>What a start of a run does before its first unit: the journal is made whole, worktrees of dead runs are taken over, and what changed meanwhile is taken in.</summary>
/// <param name="start">The start.</param>
/// <param name="loop">Records what happens.</param>
/// <param name="notes">Problems that were found before and that the journal is to have.</param>
/// <param name="stop">Ends the making of worktrees, which may go on after the opening.</param>
internal sealed class RunOpening(RunStart start, RunLoop loop, ImmutableArray<Diagnostic> notes, CancellationToken stop) : IDisposable
{
    private readonly IEvents events = loop.Events;
    private RunWatchdog? watchdog;

    /// <summary>Posts the first event of a new run and begins what takes longest.</summary>
    public void Begin()
    {
        events.Post(null, null, start.State.Started);

        // What a dead run left is looked at before: git does not stand that a worktree goes while another comes.
        if (start.Resources.Pool.IsNew && GoneWorktrees.Find(start.Inputs.Repository, start.Resources.Pool.Place).IsEmpty)
        {
            start.Resources.PlanWorktrees(stop);
        }
    }

    /// <summary>Opens a new run, after <see cref="Begin"/>.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        watchdog = RunWatchdog.Start(start.Run);
        ReportWatchdog(watchdog);
        if (start.Inputs.Baseline.IsEmpty && !start.Inputs.Units.IsEmpty)
        {
            var why = start.Inputs.Config.BaselineChecks is null ? "no baseline_checks are configured and no solution or project was found; until one has landed" : "baseline_checks is empty:";
            Report(DiagnosticCodes.NoBaseline.Because($"{why} only each task's own backpressure proves a unit"));
        }

        notes.Concat(start.Resources.Escalations.Problems).ToList().ForEach(Report);
        await AdoptAsync(keep: null, cancellationToken).ConfigureAwait(false);
        start.Resources.PlanWorktrees(stop);
    }

    /// <summary>Opens a run that ended somehow.</summary>
    public async Task ResumeAsync(CancellationToken cancellationToken)
    {
        var (state, request) = (start.State, start.Request);
        var ended = await RunSweep.EndLeftoversAsync(start.Run, cancellationToken).ConfigureAwait(false);
        watchdog = RunWatchdog.Start(start.Run);

        // What is found in logs and in git was done before the run ended: it gets the newest time that is known of that.
        var before = state.Newest;
        await new Reconciliation(start.Inputs.Repository, start.Run, start.Resources.Folders.Logs(start.Run))
            .CompleteAsync(state, (unit, task, data) => loop.PostFoundAsync(unit, task, data, before), cancellationToken).ConfigureAwait(false);
        await events.PostDurablyAsync(null, null, new RunResumed(ended.Count) { Parallelism = start.Inputs.Parallelism, Retry = request.Retry }).ConfigureAwait(false);
        ReportWatchdog(watchdog);
        if (ended.Count > 0)
        {
            Report(DiagnosticCodes.LeftoversEnded.Because($"{ended.Count} processes of the crashed run were still running and were stopped"));
        }

        notes.Concat(start.Resources.Escalations.Problems).ToList().ForEach(Report);
        await new TargetChanges(start, events).TakeInAsync(cancellationToken).ConfigureAwait(false);
        await AdoptAsync(keep: state, cancellationToken).ConfigureAwait(false);
        foreach (var unit in state.Units.Where(unit => request.Accept.Contains(unit.Id)))
        {
            await events.PostDurablyAsync(unit.Id, null, new TestsAccepted(unit.ChangedTests)).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => watchdog?.Dispose();

    private void ReportWatchdog(RunWatchdog started)
    {
        if (started.Problem is { } problem)
        {
            Report(DiagnosticCodes.NoWatchdog.Because($"if choo is killed, its children may keep running: {problem}; `dotnet choo doctor --fix` kills them"));
        }
    }

    private Task AdoptAsync(RunState? keep, CancellationToken cancellationToken) =>
        new WorktreeAdoption(start.Inputs.Repository, start.Resources.Pool, start.Resources.Worktrees, start.Inputs.Target.Commit, events).RunAsync(keep, cancellationToken);

    private void Report(Diagnostic problem) => events.Post(null, null, new DiagnosticReported(problem));
}
