using Choo.Core.Agents;
using Choo.Core.Events;
using Choo.Core.Gates;
using Choo.Core.Ports;
using Choo.Core.Specs;
using Choo.Core.State;

namespace Choo.Core.Flow;

/// <summary>One unit on its way: its spec, where its work stands, and what was proved of which tree.</summary>
internal sealed class UnitScope(RunContext settings, FlowPorts ports, UnitAssignment assignment, IEvents events)
{
    private readonly Dictionary<(string Command, string Tree), Evidence> proved = [];
    private int gateRuns = assignment.GateRuns;
    private int turnsBegun = assignment.TurnsBegun;

    public RunContext Settings => settings;

    public FlowPorts Ports => ports;

    public TreeGates Gates { get; } = new(settings, ports);

    public UnitAssignment Assignment => assignment;

    public Unit Unit { get; } = settings.Units[assignment.Id];

    public AgentCommand Agent => settings.AgentOf[assignment.Id];

    /// <summary>Where the unit's work started; set when its worktree stands.</summary>
    public string Base { get; set; } = assignment.Base ?? "";

    /// <summary>The unit's newest commit.</summary>
    public string Tip { get; set; } = assignment.Tip ?? "";

    /// <summary>Whether its worktree is the one a dead run left, with a turn's work in it.</summary>
    public bool GoesOn { get; set; }

    /// <summary>Whether its worktree holds what a turn left that a budget ended.</summary>
    public bool Carries { get; set; }

    /// <summary>The tree of <see cref="Tip"/>, where it is known.</summary>
    public string? TipTree { get; set; }

    /// <summary>The number of the turn that begins now, from 1.</summary>
    public int NextTurn() => ++turnsBegun;

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
        LogAsync(worktree, gate, tree, $"{Unit.Id}-{log}-gate{Interlocked.Increment(ref gateRuns)}.log", cancellationToken);

    /// <summary>Runs a command with its output in a file of that name.</summary>
    public async Task<Evidence> LogAsync(Worktree worktree, Gate gate, string tree, string logName, CancellationToken cancellationToken)
    {
        var request = new GateRequest(gate, worktree.Path, tree, logName, Variables(null, 0));
        return await settings.JudgeAsync(await ports.Gates.RunAsync(request, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

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
