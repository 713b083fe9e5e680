using Choo.Core.Agents;
using Choo.Core.Events;
using Choo.Core.Gates;
using Choo.Core.Ports;
using Choo.Core.Specs;
using Choo.Core.State;

namespace Choo.Core.Flow;

/// <summary>One unit on its way: its spec, where its work stands, and what was proved of which tree.</summary>
internal sealed class UnitScope(RunContext settings, FlowPorts ports, UnitProgress progress, IEvents events)
{
    private readonly Dictionary<(string Command, string Tree), Evidence> proved = [];
    private int gateRuns = progress.GateRuns;

    public RunContext Settings => settings;

    public FlowPorts Ports => ports;

    public TreeGates Gates { get; } = new(settings, ports);

    public UnitProgress Progress => progress;

    public Unit Unit { get; } = settings.Units[progress.Id];

    public AgentCommand Agent => settings.AgentOf[progress.Id];

    /// <summary>Where the unit's work started; set when its worktree stands.</summary>
    public string Base { get; set; } = progress.Base ?? "";

    /// <summary>The unit's newest commit.</summary>
    public string Tip { get; set; } = progress.Tip ?? "";

    /// <summary>Whether its worktree is the one a dead run left, with a turn's work in it.</summary>
    public bool GoesOn { get; set; }

    /// <summary>Whether its worktree holds what a turn left that a budget ended.</summary>
    public bool Carries { get; set; }

    /// <summary>The tree of <see cref="Tip"/>, where it is known.</summary>
    public string? TipTree { get; set; }

    public void Post(EventData data, SpecTask? task = null) => events.Post(Unit.Id, task?.Number, data);

    public Task PostDurablyAsync(EventData data, SpecTask? task = null) => events.PostDurablyAsync(Unit.Id, task?.Number, data);

    public Task<TurnPermit> BeginTurnAsync(AgentInvoked turn, SpecTask? task, CancellationToken cancellationToken) =>
        events.BeginTurnAsync(Unit.Id, task?.Number, turn, cancellationToken);

    public void ReportUsage(AgentUsage usage) => events.ReportUsage(Unit.Id, usage);

    /// <summary>Runs a gate on a tree; the same command on the same tree is run once.</summary>
    public async Task<Evidence> ProveAsync(Worktree worktree, Gate gate, string tree, string log, CancellationToken cancellationToken)
    {
        if (proved.TryGetValue((gate.Command, tree), out var known))
        {
            return known with { Gate = gate.Name };
        }

        var evidence = await RunAsync(worktree, gate, tree, log, cancellationToken).ConfigureAwait(false);
        if (evidence.Passed)
        {
            proved[(gate.Command, tree)] = evidence;
        }

        return evidence;
    }

    /// <summary>Runs a command in any case: setup and teardown change what they run in.</summary>
    public Task<Evidence> RunAsync(Worktree worktree, Gate gate, string tree, string log, CancellationToken cancellationToken) =>
        RunAsync(new GateRequest(gate, worktree.Path, tree, $"{Unit.Id}-{log}-gate{Interlocked.Increment(ref gateRuns)}.log", Variables(null, 0)), cancellationToken);

    /// <summary>Runs a command as it is asked for.</summary>
    public async Task<Evidence> RunAsync(GateRequest request, CancellationToken cancellationToken) =>
        await settings.JudgeAsync(await ports.Gates.RunAsync(request, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    public Dictionary<string, string> Variables(SpecTask? task, int attempt)
    {
        var variables = new Dictionary<string, string>
        {
            ["CHOO_RUN"] = settings.Run,
            ["CHOO_UNIT"] = Unit.Id,
        };
        if (task is not null)
        {
            variables["CHOO_TASK"] = $"{task.Number}";
            variables["CHOO_ATTEMPT"] = $"{attempt}";
        }

        return variables;
    }
}
