using System.Collections.Immutable;
using Choo.Core.Diagnostics;
using Choo.Core.Running;
using Choo.Core.Testing;

namespace Choo.Core.Units;

/// <summary>Whether a unit whose gates are green made tests vanish, be skipped or hold less: that is for a person to judge.</summary>
internal sealed class TestJudge(UnitScope scope)
{
    private const int Shown = 3;

    /// <summary>Says so, when a unit may not land for its tests' sake.</summary>
    public static bool Waits(UnitScope scope)
    {
        var changes = scope.ChangedTests;
        if (changes.IsEmpty)
        {
            return false;
        }

        var first = string.Join("; ", changes.Take(Shown)) + (changes.Length > Shown ? $"; and {changes.Length - Shown} more" : "");
        var count = changes.Length == 1 ? "1 test" : $"{changes.Length} tests";
        scope.Post(new UnitWaiting(DiagnosticCodes.TestsForTheWorse.At(
            scope.Unit.PlanPath, 1, 1,
            $"{scope.Unit.Id} is verified, but {count} changed for the worse: {first}. `dotnet choo why {scope.Unit.Id}` tells all; `dotnet choo resume --accept {scope.Unit.Id}` lands it as it is")));
        return true;
    }

    /// <summary>Compares the unit's tip with a commit it comes from.</summary>
    public async Task JudgeAsync(string since, CancellationToken cancellationToken)
    {
        if (scope.Settings.Config.AllowChangedTests)
        {
            return;
        }

        var files = await scope.Ports.Landing.ChangedFilesAsync(since, scope.Tip, TestSource.IsRead, cancellationToken).ConfigureAwait(false);
        var results = scope.Proof.SelectMany(now => Compare(now)).ToArray();
        var changes = results.Concat(TestSource.Compare(files).Where(change => !IsTold(change, results)))
            .Distinct().Except(scope.Settings.Accepted).Except(scope.Progress.AcceptedTests).ToImmutableArray();
        scope.ChangedTests = changes;
        if (!changes.IsEmpty)
        {
            await scope.PostDurablyAsync(new TestsChanged(since, changes)).ConfigureAwait(false);
        }
    }

    private ImmutableArray<TestChange> Compare(Gates.Evidence now) =>
        scope.Settings.OnTarget.TryGetValue(now.Command, out var before) ? TestComparison.Compare(before, now) : [];

    /// <summary>Results name a test with its namespace; its source need not tell the same again.</summary>
    private static bool IsTold(TestChange change, TestChange[] results) =>
        results.Any(result => result.Test == change.Test || result.Test.EndsWith($".{change.Test}", StringComparison.Ordinal) || result.Test.EndsWith($"+{change.Test}", StringComparison.Ordinal));
}
