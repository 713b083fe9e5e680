using System.Collections.Immutable;
using Choo.Core.Events;
using Choo.Core.Gates;

namespace Choo.Core.Proofs;

/// <summary>Finds the runs of gates in a unit's events.</summary>
public static class GateRuns
{
    /// <summary>Whether an event contains something that a bundle needs.</summary>
    public static bool Concerns(EventData data) =>
        data is UnitPrepared or UnitLanding or UnitMerged or UnitCompleted or TestsAccepted or TestsAllowed or NewTestsChecked || EvidenceOf(data).Length > 0;

    /// <summary>Each run once, in order. A proof of a merged tree is recorded by the first unit of its batch, and again by each that landed.</summary>
    public static ImmutableArray<GateRun> Of(IEnumerable<RunEvent> events)
    {
        var runs = new List<GateRun>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var e in events)
        {
            foreach (var evidence in EvidenceOf(e.Data))
            {
                var run = Describe(e, evidence);
                var key = $"{evidence.Log}\n{evidence.Gate}";
                if (evidence.Log is not null && places.TryGetValue(key, out var place))
                {
                    // Recorded again: a merged tree's proof is the landing's, whichever unit recorded it first.
                    runs[place] = e.Data is UnitMerged ? run : runs[place];
                    continue;
                }

                places[key] = runs.Count;
                runs.Add(run);
            }
        }

        return [.. runs];
    }

    /// <summary>The evidence in an event.</summary>
    public static ImmutableArray<Evidence> EvidenceOf(EventData data) => data switch
    {
        ValidationPassed passed => [passed.Evidence],
        ValidationFailed { Evidence: { } red } => [red],
        RedFirstChecked before => [before.Evidence],
        BaselinePassed green => green.Evidence,
        BaselineFailed red => red.Evidence,
        UnitMerged merged => merged.Evidence,
        _ => [],
    };

    private static GateRun Describe(RunEvent e, Evidence evidence) => new()
    {
        Stage = e.Data is UnitMerged ? "landing" : e.Task is null ? "baseline" : "task",
        Task = e.Task,
        Gate = evidence.Gate,
        Command = evidence.Command,
        Tree = evidence.Tree,
        Passed = evidence.Passed,
        ExitCode = evidence.ExitCode,
        TimedOut = evidence.TimedOut,
        DurationMs = evidence.DurationMs,
        Tests = evidence.Tests is { } tests ? new TestRunCounts(tests.Passed + tests.Failed, tests.Passed, tests.Failed, tests.Skipped) : null,
        OutputDigest = evidence.OutputDigest,
        Log = evidence.Log,
        Reused = evidence.Reused,
    };
}
