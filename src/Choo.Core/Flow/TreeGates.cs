using System.Collections.Immutable;
using Choo.Core.Gates;
using Choo.Core.Specs;

namespace Choo.Core.Flow;

/// <summary>The gates of the tree that is judged: default gates follow its solutions and projects, configured ones stay as they are.</summary>
internal sealed class TreeGates(RunContext settings, FlowPorts ports)
{
    /// <summary>The command that judges a task on a tree.</summary>
    public async Task<string> BackpressureAsync(SpecTask task, string tree, CancellationToken cancellationToken) =>
        task.Backpressure ?? (await DefaultsAsync(tree, cancellationToken).ConfigureAwait(false))?.Backpressure ?? settings.DefaultBackpressure;

    /// <summary>The command that would judge a task on the tree of a commit, for a prompt.</summary>
    public async Task<string> BackpressureAtAsync(SpecTask task, string commit, CancellationToken cancellationToken) => task.Backpressure is { } own || ports.Projects is null
        ? settings.BackpressureOf(task)
        : await BackpressureAsync(task, await ports.Landing.TreeOfAsync(commit, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <summary>Whether the default gate judges a task and the tree of a commit has nothing to build yet.</summary>
    public async Task<bool> HasNothingToBuildAsync(SpecTask task, string commit, CancellationToken cancellationToken) =>
        task.Backpressure is null && ports.Projects is not null
        && (await DefaultsAsync(await ports.Landing.TreeOfAsync(commit, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false))!.Baseline.IsEmpty;

    /// <summary>The baseline of a tree that belongs to no unit.</summary>
    public async Task<ImmutableArray<Gate>> BaselineAsync(string tree, CancellationToken cancellationToken) =>
        settings.Config.BaselineChecks ?? (await DefaultsAsync(tree, cancellationToken).ConfigureAwait(false))?.Baseline ?? settings.Baseline;

    /// <summary>What proves the whole tree of a unit.</summary>
    public async Task<ImmutableArray<Gate>> ProofAsync(Unit unit, string tree, CancellationToken cancellationToken)
    {
        if (ports.Projects is null || (settings.Config.BaselineChecks is not null && unit.Tasks.All(task => task.Backpressure is not null)))
        {
            return settings.ProofOf(unit);
        }

        var defaults = (await DefaultsAsync(tree, cancellationToken).ConfigureAwait(false))!;
        var baseline = settings.Config.BaselineChecks ?? defaults.Baseline;
        return baseline.IsEmpty && settings.Config.BaselineChecks is null && await HasLostAllAsync(cancellationToken).ConfigureAwait(false)
            ? [new Gate("build", defaults.Backpressure) { IsDefault = true }]
            : RunContext.ProofOf(unit, baseline, defaults.Backpressure);
    }

    /// <summary>The same for the tree of a commit.</summary>
    public async Task<ImmutableArray<Gate>> ProofAtAsync(Unit unit, string commit, CancellationToken cancellationToken) => ports.Projects is null
        ? settings.ProofOf(unit)
        : await ProofAsync(unit, await ports.Landing.TreeOfAsync(commit, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <summary>Whether the target has a default baseline that a tree without solutions and projects has lost: it must not pass for that.</summary>
    private async Task<bool> HasLostAllAsync(CancellationToken cancellationToken)
    {
        var tip = await ports.Landing.TipAsync(cancellationToken).ConfigureAwait(false);
        var tree = await ports.Landing.TreeOfAsync(tip, cancellationToken).ConfigureAwait(false);
        return (await DefaultsAsync(tree, cancellationToken).ConfigureAwait(false))!.Baseline.Length > 0;
    }

    private async Task<DefaultGates?> DefaultsAsync(string tree, CancellationToken cancellationToken) => ports.Projects is { } projects
        ? DefaultGates.From(await projects.InAsync(tree, cancellationToken).ConfigureAwait(false))
        : null;
}
