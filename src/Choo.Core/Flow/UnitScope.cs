using Choo.Core.Agents;
using Choo.Core.Events;
using Choo.Core.Gates;
using Choo.Core.Ports;
using Choo.Core.Specs;
using Choo.Core.State;

namespace Choo.Core.Flow;

/// <summary>One unit on its way: its spec, where its work stands, and what was proved of which tree.</summary>
internal sealed class UnitScope(RunContext settings, FlowPorts ports, UnitAssignment assignment, IEvents events) : CommandScope(settings, ports)
{
    private readonly Dictionary<(string Command, string Tree), Evidence> proved = [];
    private int gateRuns = assignment.GateRuns;
    private int turnsBegun = assignment.TurnsBegun;

    public override string Name => Unit.Id;

    public TreeGates Gates { get; } = new(settings, ports);

    public UnitAssignment Assignment { get; private set; } = assignment;

    public Unit Unit { get; } = settings.Units[assignment.Id];

    public AgentCommand Agent => Settings.AgentOf[Unit.Id];

    /// <summary>The agent that reviews its work; null when none does.</summary>
    public AgentCommand? Reviewer => Settings.Config.CodeReview.Enabled ? Settings.Reviewers.GetValueOrDefault(Settings.Config.CodeReview.ReviewerOf(Agent.Name)) : null;

    /// <summary>The commit that its own work starts from: its base, with what it depends on merged in; set when its worktree stands.</summary>
    public string Start { get; set; } = assignment.Start ?? "";

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

    /// <summary>Nothing of its work so far counts any more.</summary>
    public void Restart() => (Assignment, Tip, Base, Start, TipTree) = (Assignment.Restarted(), "", "", "", null);

    /// <summary>The number of the turn that begins now, from 1.</summary>
    public int NextTurn() => ++turnsBegun;

    public override void Post(EventData data) => Post(data, null);

    public void Post(EventData data, SpecTask? task) => events.Post(Unit.Id, task?.Number, data);

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

    public override string RoomLog(string log, int number) => $"{Unit.Id}-{log}-gate{number}.log";

    public Dictionary<string, string> Variables(SpecTask? task, int attempt)
    {
        var variables = new Dictionary<string, string>
        {
            ["CHOO_RUN"] = Settings.Run,
            ["CHOO_UNIT"] = Unit.Id,
        };
        if (task is not null)
        {
            variables["CHOO_TASK"] = $"{task.Number}";
            variables["CHOO_ATTEMPT"] = $"{attempt}";
        }

        return variables;
    }

    protected override string NextLog(string log) => $"{Unit.Id}-{log}-gate{Interlocked.Increment(ref gateRuns)}.log";

    protected override GateRequest Request(Worktree worktree, Gate gate, string tree, string logName) =>
        new(gate, worktree.Path, tree, logName, Variables(null, 0));

    protected override Task<Evidence> JudgeAsync(Evidence evidence, CancellationToken cancellationToken) => Settings.JudgeAsync(evidence, cancellationToken);
}
