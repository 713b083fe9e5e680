using System.Collections.Immutable;
using Choo.Core.Configuration;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Gates;
using Choo.Core.Specs;
using Choo.Core.TestEvidence;

namespace Choo.Core.Flow;

/// <summary>Whether a unit whose gates are green made tests vanish, be skipped, hold less, or guard less: that is for a person to judge.</summary>
internal sealed class TestJudge(UnitScope scope, TestTrials trials)
{
    private const int Shown = 3;

    private readonly ImmutableArray<string> own = NamesOf(scope.Unit.Tasks);

    /// <summary>A unit that may not land for its tests' sake waits for a person, or fails where the configuration says so.</summary>
    public static void End(UnitScope scope, ImmutableArray<TestChange> changes)
    {
        var first = string.Join("; ", changes.Take(Shown)) + (changes.Length > Shown ? $"; and {changes.Length - Shown} more" : "");
        var count = changes.Length == 1 ? "1 test" : $"{changes.Length} tests";
        var problem = DiagnosticCodes.TestsForTheWorse.At(
            scope.Unit.PlanPath, 1, 1,
            $"{scope.Unit.Id} is verified, but {count} changed for the worse: {first}. `dotnet choo why {scope.Unit.Id}` lists them all; `dotnet choo resume --accept {scope.Unit.Id}` lands it as it is");
        scope.Post(scope.Settings.Config.ChangedTests == ChangedTests.Refuse ? new UnitFailed(problem) : new UnitWaiting(problem));
    }

    /// <summary>Compares the unit's merge commit with the commit that it was merged onto.</summary>
    /// <param name="since">The commit that it was merged onto.</param>
    /// <param name="until">The merge commit.</param>
    /// <param name="proof">What the gates said of the merge commit.</param>
    /// <param name="tested">What there is to try its old tests with, null when there is nothing.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Tests that changed for the worse, that its spec does not allow and that no person has accepted.</returns>
    public async Task<ImmutableArray<TestChange>> CompareAsync(
        string since, string until, ImmutableArray<Gates.Evidence> proof, TestedChange? tested, CancellationToken cancellationToken)
    {
        if (scope.Settings.Config.ChangedTests == ChangedTests.Allow)
        {
            return [];
        }

        var files = await scope.Ports.Landing.ChangedFilesAsync(since, until, TestSource.IsRead, cancellationToken).ConfigureAwait(false);
        var target = await scope.Settings.OnTarget.WaitAsync(cancellationToken).ConfigureAwait(false);
        var results = proof.SelectMany(now => RunContext.Before(target, now) is { } before ? TestComparison.Compare(before, now) : []).ToArray();
        var old = tested is null ? [] : await new OldTests(scope.Settings, trials).CompareAsync(tested, cancellationToken).ConfigureAwait(false);
        var all = Join(results, [.. TestSource.Compare(files)], old);
        var allowed = all.Where(change => IsAllowed(change, tested)).ToImmutableArray();
        if (!allowed.IsEmpty)
        {
            scope.Post(new TestsAllowed(allowed));
        }

        return [.. all.Except(allowed).Except(scope.Settings.Accepted).Except(scope.Assignment.AcceptedTests)];
    }

    /// <summary>
    /// Each test once. Results are compared with those of the target at the start, so what another unit of the run may change is not this
    /// one's doing there; what this one did to its files still shows.
    /// </summary>
    private ImmutableArray<TestChange> Join(TestChange[] results, TestChange[] sources, ImmutableArray<TestChange> old)
    {
        var others = NamesOf(scope.Settings.Units.Values.SelectMany(unit => unit.Tasks));
        var mine = results.Where(change => Covers(own, change.Test) || !Covers(others, change.Test)).ToArray();
        TestChange[] known = [.. mine, .. sources.Where(change => !IsTold(change, mine))];
        return [.. known.Concat(old.Where(change => !IsTold(change, [.. results, .. sources]))).Distinct()];
    }

    /// <summary>Whether the unit's tasks list a test; of a part that does not build, all tests of its files.</summary>
    private bool IsAllowed(TestChange change, TestedChange? tested)
    {
        if (change.Kind != TestChangeKind.DoesNotBuildAsItStood || tested is null)
        {
            return Covers(own, change.Test);
        }

        var tests = tested.Files.Where(each => TestScopes.IsWithin(each.Part, change.Test) && each.File.Before is not null).SelectMany(each => TestSource.Read(each.File.Before!)).ToArray();
        return tests.Length > 0 && tests.All(test => Covers(own, test.Name));
    }

    private static ImmutableArray<string> NamesOf(IEnumerable<SpecTask> tasks) => [.. tasks.SelectMany(task => task.ChangesTests)];

    private static bool Covers(ImmutableArray<string> names, string test) => names.Any(name => TestNames.Covers(name, test));

    /// <summary>Results name a test with its namespace; its source need not name it again.</summary>
    private static bool IsTold(TestChange change, TestChange[] others) =>
        others.Any(other => TestNames.EndsWith(other.Test, change.Test) || TestNames.EndsWith(change.Test, other.Test));
}
