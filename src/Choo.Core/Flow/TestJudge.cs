using System.Collections.Immutable;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Gates;
using Choo.Core.TestEvidence;

namespace Choo.Core.Flow;

/// <summary>Whether a unit whose gates are green made tests vanish, be skipped or hold less: that is for a person to judge.</summary>
internal sealed class TestJudge(UnitScope scope)
{
    private const int Shown = 3;

    /// <summary>A unit that may not land for its tests' sake waits for a person.</summary>
    public static void Wait(UnitScope scope, ImmutableArray<TestChange> changes)
    {
        var first = string.Join("; ", changes.Take(Shown)) + (changes.Length > Shown ? $"; and {changes.Length - Shown} more" : "");
        var count = changes.Length == 1 ? "1 test" : $"{changes.Length} tests";
        scope.Post(new UnitWaiting(DiagnosticCodes.TestsForTheWorse.At(
            scope.Unit.PlanPath, 1, 1,
            $"{scope.Unit.Id} is verified, but {count} changed for the worse: {first}. `dotnet choo why {scope.Unit.Id}` lists them all; `dotnet choo resume --accept {scope.Unit.Id}` lands it as it is")));
    }

    /// <summary>Compares the unit's merge commit with the commit that it was merged onto.</summary>
    /// <param name="since">The commit that it was merged onto.</param>
    /// <param name="until">The merge commit.</param>
    /// <param name="proof">What the gates said of the merge commit.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Tests that changed for the worse and that no person has accepted.</returns>
    public async Task<ImmutableArray<TestChange>> CompareAsync(string since, string until, ImmutableArray<Gates.Evidence> proof, CancellationToken cancellationToken)
    {
        if (scope.Settings.Config.AllowChangedTests)
        {
            return [];
        }

        var files = await scope.Ports.Landing.ChangedFilesAsync(since, until, TestSource.IsRead, cancellationToken).ConfigureAwait(false);
        var target = await scope.Settings.OnTarget.WaitAsync(cancellationToken).ConfigureAwait(false);
        var results = proof.SelectMany(now => FlowSettings.Before(target, now) is { } before ? TestComparison.Compare(before, now) : []).ToArray();
        return
        [
            .. results.Concat(TestSource.Compare(files).Where(change => !IsTold(change, results)))
                .Distinct().Except(scope.Settings.Accepted).Except(scope.Progress.AcceptedTests),
        ];
    }

    /// <summary>Results name a test with its namespace; its source need not name it again.</summary>
    private static bool IsTold(TestChange change, TestChange[] results) =>
        results.Any(result => result.Test == change.Test || result.Test.EndsWith($".{change.Test}", StringComparison.Ordinal) || result.Test.EndsWith($"+{change.Test}", StringComparison.Ordinal));
}
