using System.Collections.Immutable;
using Choo.Core.Events;
using Choo.Core.Gates;
using Choo.Core.Ports;

namespace Choo.Core.Flow;

/// <summary>The target itself as whom gates are run for: beside those of the units, with their test results kept, since units are compared with these.</summary>
internal sealed class TargetScope(RunContext settings, FlowPorts ports, IEvents events) : CommandScope(settings, ports)
{
    private int commands;

    public override string Name => Settings.Target;

    /// <summary>What the setup commands said. The journal has it with what the gates said: commands of a unit alone have an event.</summary>
    public ImmutableArray<Evidence> Setup { get; private set; } = [];

    public override void Post(EventData data)
    {
        if (data is not UnitCommandRan ran)
        {
            events.Post(null, null, data);
        }
        else if (ran.Phase == GateKind.Setup)
        {
            Setup = Setup.Add(ran.Evidence);
        }
    }

    public override string RoomLog(string log, int number) => NextLog(log);

    protected override string NextLog(string log) => $"target-gate{++commands}.log";

    protected override GateRequest Request(Worktree worktree, Gate gate, string tree, string logName) =>
        new(gate, worktree.Path, tree, logName, new Dictionary<string, string> { ["CHOO_RUN"] = Settings.Run }) { KeepsResults = true, IsExtra = true };

    /// <summary>With regression-only judgement, tests that fail here are what units are held against, and no reason to stop.</summary>
    protected override Task<Evidence> JudgeAsync(Evidence evidence, CancellationToken cancellationToken)
    {
        evidence = Settings.Config.TrustExitCode ? evidence with { Doubt = null } : evidence;
        return Task.FromResult(Settings.Config.RegressionOnly ? KnownFailures.Excuse(evidence, evidence.Results) : evidence);
    }
}
