using System.Collections.Immutable;
using Choo.Core.Gates;
using Choo.Core.TestEvidence;

namespace Choo.Core.Proofs;

/// <summary>Why a unit may be where it is: every gate that ran on its way, the tree that was proved, and what it changed (docs/schema/evidence.schema.json).</summary>
public sealed record EvidenceBundle
{
    /// <summary>The version of the document.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>The run's id.</summary>
    public required string Run { get; init; }

    /// <summary>The unit's id.</summary>
    public required string Unit { get; init; }

    /// <summary>The branch it is on: the target, or its own when it was not merged.</summary>
    public required string Branch { get; init; }

    /// <summary>The unit's commit on it: the merge, or its tip.</summary>
    public required string Commit { get; init; }

    /// <summary>The commit whose tree the gates saw: the same, or the last one of those that landed together.</summary>
    public required string ProvedCommit { get; init; }

    /// <summary>The proved commit's tree.</summary>
    public required string ProvedTree { get; init; }

    /// <summary>When it was complete.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Every run of a gate for this unit, oldest first, red ones too.</summary>
    public required ImmutableArray<GateRun> Gates { get; init; }

    /// <summary>What the unit changed.</summary>
    public required ChangeStat Changes { get; init; }

    /// <summary>Tests that changed for the worse, which a person accepted.</summary>
    public ImmutableArray<TestChange> Accepted { get; init; } = [];

    /// <summary>Tests that changed for the worse, which the unit's spec allows.</summary>
    public ImmutableArray<TestChange> Allowed { get; init; } = [];

    /// <summary>What the unit's new tests say without the rest of its change, in a sentence; null when there are none or they were not run.</summary>
    public string? NewTests { get; init; }

    /// <summary>The last run of each command on the proved tree: what the landing stands on.</summary>
    public IEnumerable<GateRun> Proof() =>
        Gates.Where(gate => gate.Tree == ProvedTree).GroupBy(gate => gate.Command, StringComparer.Ordinal).Select(group => group.Last());
}

/// <summary>One run of a gate.</summary>
public sealed record GateRun
{
    /// <summary>task, baseline (on the unit's own tip) or landing (on a merged tree).</summary>
    public required string Stage { get; init; }

    /// <summary>The task's number, null outside of tasks.</summary>
    public int? Task { get; init; }

    /// <summary>backpressure, or the baseline check's name.</summary>
    public required string Gate { get; init; }

    /// <summary>The command as it was given to the shell.</summary>
    public required string Command { get; init; }

    /// <summary>The git tree it ran on.</summary>
    public required string Tree { get; init; }

    /// <summary>Whether it passed.</summary>
    public required bool Passed { get; init; }

    /// <summary>The command's exit code.</summary>
    public required int ExitCode { get; init; }

    /// <summary>Whether choo ended it because its time was up.</summary>
    public bool TimedOut { get; init; }

    /// <summary>Wall time in milliseconds.</summary>
    public required long DurationMs { get; init; }

    /// <summary>Tests counted in the output, null where there were none.</summary>
    public TestRunCounts? Tests { get; init; }

    /// <summary>SHA-256 of all that it printed, hex.</summary>
    public required string OutputDigest { get; init; }

    /// <summary>The file that has it, relative to the run's folder.</summary>
    public string? Log { get; init; }

    /// <summary>SHA-256 of that file when the unit landed (another one than the output's where the log was cut), null when it was not there.</summary>
    public string? LogDigest { get; init; }

    /// <summary>Where it was recorded first, when it is the evidence of an earlier proof of the same tree; null when the gate ran for this unit.</summary>
    public EvidenceSource? Reused { get; init; }
}

/// <summary>How many tests there were.</summary>
/// <param name="Run">Those that ran: passed and failed.</param>
/// <param name="Passed">Passed.</param>
/// <param name="Failed">Failed.</param>
/// <param name="Skipped">Skipped.</param>
public sealed record TestRunCounts(int Run, int Passed, int Failed, int Skipped);

/// <summary>A diffstat.</summary>
/// <param name="Insertions">Lines added, binary files aside.</param>
/// <param name="Deletions">Lines removed.</param>
/// <param name="Files">The files.</param>
public sealed record ChangeStat(int Insertions, int Deletions, ImmutableArray<FileStat> Files);

/// <summary>A file of a diffstat.</summary>
/// <param name="Path">Relative to the repository.</param>
/// <param name="Insertions">Lines added, null for a binary file.</param>
/// <param name="Deletions">Lines removed, null for a binary file.</param>
public sealed record FileStat(string Path, int? Insertions, int? Deletions);
