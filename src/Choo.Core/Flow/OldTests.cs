using System.Collections.Immutable;
using Choo.Core.Gates;
using Choo.Core.TestEvidence;

namespace Choo.Core.Flow;

/// <summary>The tests that a unit changed or removed, as they stood before it, on its code: whatever was done to them, what they guarded is judged.</summary>
internal sealed class OldTests(RunContext settings, TestTrials trials)
{
    /// <summary>Tests that passed on the target and do not pass so.</summary>
    public async Task<ImmutableArray<TestChange>> CompareAsync(TestedChange change, CancellationToken cancellationToken)
    {
        var parts = change.OldParts;
        if (!settings.Config.OldTests || parts.IsEmpty)
        {
            return [];
        }

        var ran = await trials.RunAsync(change, new TestTrial(change.Until, change.Since, parts, "old-tests"), cancellationToken).ConfigureAwait(false);
        if (ran is not { } all)
        {
            return [];
        }

        var unbuilt = all.Any(TestTrials.HasNotRun) ? parts.Select(part => new TestChange(TestChangeKind.DoesNotBuildAsItStood, part, 1, 0)) : [];
        return [.. unbuilt.Concat(all.SelectMany(evidence => Compare(change, evidence))).Distinct()];
    }

    private static ImmutableArray<TestChange> Compare(TestedChange change, Evidence evidence) =>
        !TestTrials.HasNotRun(evidence) && change.Tested.FirstOrDefault(each => each.Now.Command == evidence.Command).Before is { Results: { } before }
            ? TestComparison.CompareOld(before, evidence.Results ?? new TestResults([], IsWhole: false))
            : [];
}
