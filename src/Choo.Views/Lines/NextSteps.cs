using Choo.Core.CodeReview;
using Choo.Core.Diagnostics;
using Choo.Core.State;
using Choo.Views.Text;

namespace Choo.Views.Lines;

/// <summary>What a person can do about a unit that is not complete.</summary>
internal static class NextSteps
{
    /// <summary>Lines for the unit, none when it is complete or nothing happened to it.</summary>
    public static IEnumerable<string> Of(UnitProgress unit, string? runFolder)
    {
        switch (unit.State)
        {
            case UnitState.Failed:
                return ["", $"{unit.Id} failed:", .. Details(unit, runFolder)];
            case UnitState.Waiting:
                return ["", $"{unit.Id} {Waits(unit)} for you:", .. Details(unit, runFolder)];
            case UnitState.Blocked:
                return ["", $"{unit.Id} is blocked by {string.Join(", ", unit.BlockedBy)}: it starts once that has landed (dotnet choo why {unit.Id})"];
            default:
                return unit.Saved.Length > 0 ? ["", $"{unit.Id}:", .. Saved(unit)] : [];
        }
    }

    /// <summary>Whether a unit waits before or after its gates passed, in words.</summary>
    public static string Waits(UnitProgress unit) => unit.VerifiedOnto is null ? "waits" : "is verified and waits";

    private static IEnumerable<string> Details(UnitProgress unit, string? runFolder)
    {
        if (unit.Failure is { } failure)
        {
            yield return $"  {OneLine.Of(failure.ToString())}";
        }

        if (unit.LastFailure?.Evidence is { } evidence)
        {
            foreach (var line in GateLines.Details(evidence, RunIdOf(runFolder), $"{unit.Failure}"))
            {
                yield return $"  {OneLine.Of(line)}";
            }
        }

        foreach (var finding in unit.Failure?.Code == DiagnosticCodes.ReviewBlocks.Id ? unit.Review?.Findings ?? [] : [])
        {
            yield return $"  {OneLine.Of(FindingRules.Describe(finding))}";
        }

        foreach (var change in unit.ChangedTests)
        {
            yield return $"  {OneLine.Of($"{change}")}";
        }

        if (!unit.ChangedTests.IsEmpty && unit.ChangedSince is { } since)
        {
            yield return $"  compare: git diff {Amounts.Commit(since)} {Amounts.Commit(unit.Tip)}";
        }

        foreach (var line in Saved(unit))
        {
            yield return line;
        }

        yield return $"  see: dotnet choo logs {unit.Id}";
        yield return $"  next: {NextStep.Of(unit.Failure?.Code, unit.Id)}";
    }

    private static IEnumerable<string> Saved(UnitProgress unit) => unit.Saved.Select(saved => $"  saved work: {SavedWork.Command(saved)}");

    private static string RunIdOf(string? runFolder) => runFolder is null ? "" : Path.GetFileName(Path.TrimEndingDirectorySeparator(runFolder));
}
