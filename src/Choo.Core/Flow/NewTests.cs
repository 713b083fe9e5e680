using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.TestEvidence;

namespace Choo.Core.Flow;

/// <summary>The tests that a unit added, on the code as it was before it: one that passes there already does not prove the change.</summary>
internal sealed class NewTests(UnitScope scope, TestTrials trials)
{
    /// <summary>Runs them and reports how many do not pass.</summary>
    public async Task CheckAsync(TestedChange change, CancellationToken cancellationToken)
    {
        var parts = change.NewParts;
        if (!scope.Settings.Config.NewTests || parts.IsEmpty || Find(change) is not { Count: > 0 } added)
        {
            return;
        }

        var ran = await trials.RunAsync(change, new TestTrial(change.Since, change.Until, parts, "new-tests"), cancellationToken).ConfigureAwait(false);
        if (ran is not { } all)
        {
            return;
        }

        var passing = all.SelectMany(evidence => evidence.Results?.Passing() ?? []).ToHashSet();
        var failing = added.Count(test => !passing.Contains(test));
        scope.Post(new NewTestsChecked(added.Count, failing) { Log = trials.Log });
        if (failing == 0)
        {
            scope.Post(new DiagnosticReported(DiagnosticCodes.NewTestsProveNothing.At(
                scope.Unit.PlanPath, 1, 1, $"{scope.Unit.Id}: {(added.Count == 1 ? "its new test passes" : $"all of its {added.Count} new tests pass")} without the change too, which proves nothing of it")));
        }
    }

    /// <summary>Tests that passed in the proof and that the target does not have. Units ahead of this one bring such tests too, so its own files must name them more often than before.</summary>
    private static HashSet<TestKey> Find(TestedChange change)
    {
        var (before, now) = (change.Files.Select(each => Text(each.File, each.File.Before)).ToArray(), change.Files.Select(each => Text(each.File, each.File.Now)).ToArray());
        return [.. change.Tested.SelectMany(gate => gate.Now.Results!.Passing().Except(gate.Before.Results!.ByTest().Select(test => test.Key)))
            .Where(test => ClassAndMethod(test).Any(word => Count(now, word) > Count(before, word)))];
    }

    private static IEnumerable<string> ClassAndMethod(TestKey test) => test.Test.Split(['.', '+'], StringSplitOptions.RemoveEmptyEntries).TakeLast(2);

    private static string Text(ChangedFile file, string? text) => text is null ? "" : $"{file.Path}\n{text}";

    private static int Count(string[] texts, string word) => texts.Sum(text => TestNames.Mentions(text, word));
}
