using System.Collections.Concurrent;
using System.Collections.Immutable;
using Choo.Adapters.Git;
using Choo.Core.Agents;
using Choo.Core.Configuration;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Flow;
using Choo.Core.Ports;
using Choo.Core.Specs;
using Choo.Core.State;

namespace Choo.Engine;

/// <summary>The units of a run, and those that a person commits to the target while it goes on: each commit of the target that is not choo's own is looked at once.</summary>
internal sealed class AddedUnits : IDisposable
{
    private readonly SemaphoreSlim one = new(1);
    private readonly RunInputs inputs;
    private readonly RunRequest request;
    private readonly RunStarted started;
    private readonly HashSet<string> inRun;
    private readonly HashSet<string> known;
    private readonly HashSet<string> looked = new(StringComparer.Ordinal);
    private readonly HashSet<Diagnostic> told = [];
    private readonly ConcurrentDictionary<string, Unit> units;
    private readonly ConcurrentDictionary<string, AgentCommand> agents;

    public AddedUnits(RunInputs inputs, RunRequest request, RunState state)
    {
        (this.inputs, this.request, started) = (inputs, request, state.Started);
        inRun = state.Units.Select(unit => unit.Id).ToHashSet(StringComparer.Ordinal);
        known = inputs.Specs.Units.Select(unit => unit.Id).ToHashSet(StringComparer.Ordinal);
        units = new(inputs.Specs.Units.Select(unit => KeyValuePair.Create(unit.Id, unit)), StringComparer.Ordinal);
        agents = new(inputs.Units.Select(unit => KeyValuePair.Create(unit.Id, inputs.Agents[unit.Provider])), StringComparer.Ordinal);
    }

    /// <summary>The units of the target by id.</summary>
    public IReadOnlyDictionary<string, Unit> Units => units;

    /// <summary>The agents of the run's units by their ids.</summary>
    public IReadOnlyDictionary<string, AgentCommand> AgentOf => agents;

    /// <summary>Whether new units become part of the run.</summary>
    public bool IsWanted => started.TakesNewUnits && inputs.Config.TakesNewUnits && request.Retry is null;

    /// <summary>Looks at a commit of the target. What it has that is new is posted before this returns, so that it comes before whatever follows from the commit.</summary>
    public async Task SeeAsync(string tip, TargetHistory history, IEvents events, CancellationToken cancellationToken)
    {
        if (history.Knows(tip))
        {
            return;
        }

        await one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // choo's own landing is known a moment after the branch has moved.
            if (!looked.Contains(tip) && !history.Knows(tip))
            {
                await TakeAsync(tip, events, cancellationToken).ConfigureAwait(false);
                looked.Add(tip);
            }
        }
        catch (PortException unreadable)
        {
            events.Post(null, null, new DiagnosticReported(unreadable.Diagnostic));
        }
        finally
        {
            one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => one.Dispose();

    private async Task TakeAsync(string tip, IEvents events, CancellationToken cancellationToken)
    {
        var read = await inputs.Source.ReadAsync(tip, cancellationToken).ConfigureAwait(false);
        var fresh = NewUnits.Of(read.Set, inRun, known, WithoutAgent);
        foreach (var refused in fresh.Refused.Where(told.Add))
        {
            events.Post(null, null, new DiagnosticReported(refused));
        }

        var inTheWay = fresh.Taken.IsEmpty
            ? []
            : await RefRoom.ProblemsAsync(inputs.Repository, [.. fresh.Taken.Select(unit => unit.Id)], started.NoMerge, cancellationToken).ConfigureAwait(false);
        if (fresh.Taken.IsEmpty || inTheWay.Any(problem => problem.Severity == Severity.Error))
        {
            inTheWay.Where(told.Add).ToList().ForEach(problem => events.Post(null, null, new DiagnosticReported(problem)));
            return;
        }

        inRun.UnionWith(fresh.Taken.Select(unit => unit.Id));
        var planned = ImmutableArray.CreateBuilder<PlannedUnit>(fresh.Taken.Length);
        foreach (var unit in fresh.Taken)
        {
            planned.Add(UnitPreparation.Planned(unit, inRun, ProviderOf(unit)));
            units[unit.Id] = unit;
            agents[unit.Id] = inputs.Agents[ProviderOf(unit)];
        }

        events.Post(null, null, new UnitsAdded(tip, planned.ToImmutable()));
    }

    private string? WithoutAgent(Unit unit) =>
        inputs.Agents.ContainsKey(ProviderOf(unit)) ? null : $"it needs the agent {ProviderOf(unit)}, which this run was started without";

    private string ProviderOf(Unit unit) => ProviderChoice.Of(
        request.ForcedProvider ?? started.ForcedProvider, unit.Provider, request.Provider ?? started.Provider, inputs.Config.Provider).Name;
}
