using System.Collections.Immutable;
using Choo.Core.TestEvidence;

namespace Choo.Core.Gates;

/// <summary>Holds the tests of a gate against those of the same gate on the base.</summary>
public static class TestComparison
{
    /// <summary>What changed for the worse, by name. Without results on the base the totals are compared.</summary>
    public static ImmutableArray<TestChange> Compare(Evidence before, Evidence now)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(now);
        return before.Results is { Cases.IsEmpty: false } results
            ? Compare(results, now.Results ?? new TestResults([], IsWhole: false))
            : Totals(before, now);
    }

    /// <summary>What changed for the worse, by name: methods of which fewer cases ran, or none.</summary>
    public static ImmutableArray<TestChange> Compare(TestResults before, TestResults now)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(now);
        var there = now.Cases.ToLookup(each => (each.Assembly, each.Test));
        var changes = ImmutableArray.CreateBuilder<TestChange>();
        foreach (var test in before.Cases.GroupBy(each => (each.Assembly, each.Test)).OrderBy(group => group.Key.Test, StringComparer.Ordinal))
        {
            var ran = test.Count(Ran);
            var still = there[test.Key].Count(Ran);
            if (still >= ran)
            {
                continue;
            }

            var kind = still > 0 ? TestChangeKind.FewerCases : there[test.Key].Any() ? TestChangeKind.Skipped : TestChangeKind.Vanished;
            changes.Add(new(kind, test.Key.Test, ran, still));
        }

        return changes.ToImmutable();
    }

    /// <summary>Tests that passed on the base and, as they stood there, fail on the changed code or are not run on it.</summary>
    /// <param name="before">The base's results.</param>
    /// <param name="asTheyStood">Those of the base's tests on the changed code.</param>
    public static ImmutableArray<TestChange> CompareOld(TestResults before, TestResults asTheyStood)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(asTheyStood);
        var there = asTheyStood.ByTest();
        return
        [
            .. before.Passing().Where(test => !there[test].Any() || there[test].Any(each => each.Outcome == TestOutcome.Failed))
                .Select(test => test.Test).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(test => new TestChange(TestChangeKind.FailsAsItStood, test, 1, 0)),
        ];
    }

    private static bool Ran(TestCase each) => each.Outcome != TestOutcome.Skipped;

    private static ImmutableArray<TestChange> Totals(Evidence before, Evidence now)
    {
        var (ran, still) = (Count(before), Count(now));
        return still < ran ? [new(TestChangeKind.FewerTests, before.Command, ran, still)] : [];
    }

    private static int Count(Evidence evidence) => evidence.Tests is { } tests ? tests.Passed + tests.Failed : 0;
}
