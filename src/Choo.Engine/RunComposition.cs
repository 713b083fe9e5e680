using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Choo.Adapters.Agents;
using Choo.Adapters.Gates;
using Choo.Adapters.Git;
using Choo.Core.Configuration;
using Choo.Core.Flow;
using Choo.Core.Ports;
using Choo.Core.Proofs;
using Choo.Core.Scheduling;
using Choo.Core.State;

namespace Choo.Engine;

/// <summary>Wires what units are worked, proved and landed with, once the run is open. The one place that does so.</summary>
internal sealed class RunComposition(RunStart start) : IDisposable
{
    private readonly TargetBaseline baseline = new(start);
    private AddedUnits? added;
    private RunRoute? opened;
    private RepositoryGuard? shared;
    private PoolDisk? disk;

    private RunInputs Inputs => start.Inputs;

    private RunResources Held => start.Resources;

    /// <summary>Makes it, from the state that the opening left.</summary>
    public async Task<RunWork> ComposeAsync(IEvents sink, CancellationToken stop)
    {
        added = new AddedUnits(Inputs, start.Request, start.State);
        var provesTarget = baseline.IsToBeProved();
        var context = Context(added);
        var ports = await PortsAsync().ConfigureAwait(false);
        var history = TargetHistory.Of(context);
        opened = await RunRoute.OpenAsync(start, context, history, stop).ConfigureAwait(false);
        var route = opened.Route;
        var tip = await Held.Target.TipAsync(stop).ConfigureAwait(false);
        TakeNewUnits(added, history, sink);
        foreach (var unit in start.State.Units.Where(unit => unit.State is UnitState.Failed or UnitState.Waiting))
        {
            // A resume that retries another unit leaves it as it ended.
            route.Leave(unit.Id, unit.State == UnitState.Failed);
        }

        return new RunWork
        {
            Runner = new UnitRunner(context, ports, history),
            Queue = route.Queue(context.Landing(Held.GatesAtOnce), tip),
            Landing = new LandingRunner(context, ports, history, route),
            Left = route.Leave,
            Providers = Inputs.Units.ToImmutableDictionary(unit => unit.Id, unit => unit.Provider, StringComparer.Ordinal),
            ProveTarget = provesTarget ? (events, token) => baseline.ProveAsync(new TargetProof(context, ports), events, token) : null,
            TargetFirst = Inputs.Config.VerifyTarget == VerifyTarget.Before,
            ProposeAsync = FeatureEnd.BranchOf(start.State.Started) is { } feature
                ? (events, token) => new FeatureEnd(start, context, history).ProposeAsync(feature, events, token)
                : null,
            CloseAsync = (events, token) => new RunClosing(start, events).CloseAsync(new LandingCheck(Held.Target, history, Inputs.Target.Branch), token),
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        added?.Dispose();
        opened?.Dispose();
        shared?.Dispose();
        disk?.Dispose();
    }

    /// <summary>From here on each commit that a person makes on the target is looked at for new units.</summary>
    private void TakeNewUnits(AddedUnits units, TargetHistory history, IEvents sink) =>
        Held.Target.Seen = units.IsWanted ? (tip, token) => units.SeeAsync(tip, history, sink, token) : null;

    private RunContext Context(AddedUnits units) => new()
    {
        Run = start.Run,
        Target = Inputs.Target.Branch,
        TasksDir = Inputs.TasksDir,
        OfBacklog = Inputs.OfBacklog,
        Config = Inputs.Config,
        Baseline = Inputs.Baseline,
        DefaultBackpressure = Inputs.DefaultBackpressure,
        Units = units.Units,
        AgentOf = units.AgentOf,
        Reviewers = Inputs.Reviewers,
        NoMerge = start.State.Started.NoMerge,
        Redactor = Held.Secrets.Redactor,
        SpecsAt = Inputs.Target.Commit,
        Landed = [.. start.State.Units.Select(Landed.Of).OfType<Landed>()],
        GateRuns = start.State.Units.Sum(unit => unit.GateRuns),
        OnTarget = baseline.Evidence,
        Accepted = start.State.Units.SelectMany(unit => unit.AcceptedTests).ToHashSet(),
    };

    private async Task<FlowPorts> PortsAsync()
    {
        var hooks = await AgentHooks.WriteAsync(Inputs.Repository, CancellationToken.None).ConfigureAwait(false);
        var agents = new CommandLineAgents(new AgentOptions
        {
            LogFolder = Held.Folders.Logs(start.Run),
            TurnTimeout = Inputs.Config.TurnTimeout,
            SilenceTimeout = Inputs.Config.SilenceTimeout,
            Environment = Held.Secrets.OfAgent,
            Hooks = hooks,
            Redactor = Held.Secrets.Redactor,
            Clock = start.Request.Clock,
        });
        shared = new RepositoryGuard(new GitRepositoryGuard(Inputs.Repository, hooks, Held.Checkout));
        disk = new PoolDisk(Held.Pool, Held.Worktrees, () => FreeDisk.Least([Inputs.Repository.Root, Held.Pool.Root], start.Request.FreeBytes));
        return new FlowPorts(Held.Worktrees, Held.Target, agents, Held.Gates, new CleanRooms(Held.Pool, Held.PoolSettings))
        {
            Source = Inputs.Source,
            Diffs = new GitDiffs(Inputs.Repository),
            Disk = disk,
            Projects = new ProjectPaths(Inputs.Repository, Held.Store),
            Proofs = Proofs(),
            Shared = shared,
        };
    }

    /// <summary>To be made before an agent works; null when evidence is not reused.</summary>
    private ProofRecords? Proofs()
    {
        if (!Inputs.Config.ReuseEvidence)
        {
            return null;
        }

        var environment = Held.Secrets.OfGates();
        var proofs = new ProofRecords(Held.Folders, start.Run, new ProofConditions
        {
            Version = start.Request.Version,
            Platform = $"{RuntimeInformation.RuntimeIdentifier} {RuntimeInformation.OSDescription}",
            Sdks = InstalledSdks.Of(environment.GetValueOrDefault("PATH")),
            Environment = environment,
            Setup = [.. Inputs.Config.Worktree.Setup.SelectMany(each => new[] { each.Command, each.If ?? "" })],
            TrustExitCode = Inputs.Config.TrustExitCode,
        });
        Held.Journal.Written = proofs.OnWritten;
        return proofs;
    }
}
