using System.Collections.Immutable;
using System.Globalization;
using Choo.Core.Agents;
using Choo.Core.Gates;
using Choo.Core.Specs;

namespace Choo.Core.Routes;

/// <summary>What a unit's pull request tells of it, part by part, as Markdown. All of it is bounded: GitHub takes 65,536 characters.</summary>
internal sealed record PullRequestParts
{
    private const int MostTasks = 60;
    private const int MostGates = 30;
    private const int LongestSpec = 6000;

    /// <summary>The unit.</summary>
    public required Unit Unit { get; init; }

    /// <summary>The plan's own words; empty when there are none.</summary>
    public string Plan { get; init; } = "";

    /// <summary>What the gates said; empty where that is not known any more.</summary>
    public ImmutableArray<Evidence> Proof { get; init; } = [];

    /// <summary>Numbers of the pull requests of other units of the run, by id.</summary>
    public IReadOnlyDictionary<string, int> Links { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>Agent turns so far.</summary>
    public int Turns { get; init; }

    /// <summary>Tokens and cost so far.</summary>
    public AgentUsage Usage { get; init; } = AgentUsage.None;

    /// <summary>How long it was worked on so far.</summary>
    public TimeSpan Worked { get; init; }

    /// <summary>The parts by the names of their placeholders.</summary>
    public ImmutableDictionary<string, string> ByName => new Dictionary<string, string>
    {
        ["unit"] = Unit.Id,
        ["title"] = PullRequestText.TitleOf(Unit),
        ["summary"] = Summary,
        ["spec"] = Spec,
        ["tasks"] = Tasks,
        ["evidence"] = Evidence,
        ["effort"] = Effort,
        ["depends_on"] = DependsOn,
    }.ToImmutableDictionary();

    /// <summary>All parts, with headings.</summary>
    public string All => string.Join("\n\n", new[] { Summary, Under("Spec", Spec), Under("Tasks", Tasks), Under("Checks that passed", Evidence), Under("Effort", Effort), DependsOn }.Where(part => part.Length > 0)) + "\n";

    private string Summary => $"The unit `{Unit.Id}` of `{Unit.PlanPath}`, done and proved by choo.";

    private string Spec
    {
        get
        {
            var text = PullRequestMarkdown.Unmarked(Plan).Trim();
            return text.Length == 0 ? "" : PullRequestMarkdown.Quote(PullRequestMarkdown.Cut(text, LongestSpec, $"… {Unit.PlanPath} has the rest"));
        }
    }

    private string Tasks => Lines(Unit.Tasks.Select(task => $"- [x] {task.Number}. {PullRequestMarkdown.Line(task.Title.Length > 0 ? task.Title : task.File)}"), MostTasks);

    private string Evidence => Lines(Proof.Select(Line), MostGates);

    private string Effort => Turns == 0 ? "" : $"{Told(Turns, Usage)}, {Time((long)Worked.TotalMilliseconds)} so far.";

    private string DependsOn => Unit.DependsOn.IsEmpty ? "" : $"It builds on {string.Join(", ", Unit.DependsOn.Select(id => Links.TryGetValue(id, out var number) ? $"{id} (#{number})" : id))}.";

    private static string Under(string heading, string part) => part.Length == 0 ? "" : $"## {heading}\n\n{part}";

    private static string Lines(IEnumerable<string> lines, int most)
    {
        var all = lines.ToArray();
        return string.Join('\n', all.Length <= most ? all : [.. all.Take(most), $"- and {all.Length - most} more"]);
    }

    private static string Line(Evidence evidence)
    {
        var known = evidence.KnownFailures.IsDefaultOrEmpty ? "" : $", {evidence.KnownFailures.Length} failing on the target too";
        var time = evidence.Reused is null ? $", {Time(evidence.DurationMs)}" : $", recorded in run {evidence.Reused.Run}";
        return $"- {PullRequestMarkdown.Line(evidence.Gate)}: {PullRequestMarkdown.Code(evidence.Command)}{Told(evidence.Tests)}{known}{time}";
    }

    /// <summary>Turns, tokens and cost in words.</summary>
    internal static string Told(int turns, AgentUsage usage)
    {
        var cost = usage.CostUsd is { } dollars ? string.Create(CultureInfo.InvariantCulture, $", ${dollars:0.00}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{turns} agent {(turns == 1 ? "turn" : "turns")}, {usage.InputTokens:N0} input and {usage.OutputTokens:N0} output tokens{cost}");
    }

    /// <summary>Tests in words, after a comma; empty for none.</summary>
    internal static string Told(TestCounts? tests) =>
        tests is null ? "" : $", {tests.Passed} {(tests.Passed == 1 ? "test" : "tests")} passed{(tests.Skipped > 0 ? $", {tests.Skipped} skipped" : "")}";

    /// <summary>A time in words.</summary>
    internal static string Time(long milliseconds) => milliseconds switch
    {
        < 1000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds} ms"),
        < 60_000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000.0:0.0} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 60_000} min {milliseconds / 1000 % 60} s"),
    };
}
