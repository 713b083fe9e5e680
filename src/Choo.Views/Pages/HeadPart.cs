using Choo.Core.Events;
using Choo.Core.State;
using Choo.Views.Lines;
using Choo.Views.Text;

namespace Choo.Views.Pages;

/// <summary>The page's head: what the run is, how it stands, what it took, and the way to the parts.</summary>
internal static class HeadPart
{
    private static readonly (string Id, string Title)[] Parts =
        [("problems", "What needs attention"), ("graph", "Graph"), ("timeline", "Timeline"), ("units", "Units"), ("details", "Unit by unit")];

    /// <summary>Writes it.</summary>
    public static void Write(HtmlText html, RunPage page)
    {
        var (run, state) = (page.Run, page.Run.State);
        html.Element("a", "Skip to the units", ("class", "skip"), ("href", "#units")).Break()
            .Open("header").Open("h1").Text("Run ").Element("code", run.Id).Close().Break()
            .Open("p", ("class", "totals")).Element("span", RunWords.Of(run), ("class", $"state {Tone(run)}")).Text($" {RunTotals.Of(state.Counts, state.Units.Count)}; {Effort.Of(state)}").Close().Break();
        if (state.End is RunFailed { Reason: { } reason })
        {
            html.Open("pre", ("class", "why")).Lines(reason.ToString()).Close().Break();
        }

        if (run.Problem is { } problem)
        {
            html.Open("pre", ("class", "why")).Lines($"The journal could be read in part only: {problem}").Close().Break();
        }

        WriteFacts(html, run);
        html.Open("nav", ("aria-label", "Parts of this page")).Open("ul");
        foreach (var (id, title) in Parts.Where(part => part.Id != "problems" || ProblemsPart.IsThere(state)))
        {
            html.Open("li").Element("a", title, ("href", $"#{id}")).Close();
        }

        html.Close().Close().Close().Break();
    }

    private static void WriteFacts(HtmlText html, RunRecord run)
    {
        var state = run.State;
        var started = state.Started;
        html.Open("dl", ("class", "facts"));
        Fact(html, "Target", started.NoMerge ? $"{started.Target}, not merged" : started.Target);
        Fact(html, "From commit", Amounts.Commit(started.Base));
        Fact(html, "Began", $"{run.Began.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC");
        Fact(html, state.End is null && run.Alive ? "As of" : "Newest event", $"{state.Newest.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC");
        Fact(html, "Worked", $"{Amounts.Clock(state.Worked)}{(state.Starts > 1 ? $" over {state.Starts} starts" : "")}");
        Fact(html, "At a time", $"{state.Parallelism}");
        Fact(html, "Agents", string.Join(", ", state.Units.Select(unit => unit.Provider).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)));
        Fact(html, "choo", started.Version);
        if (state.Feature is { } feature)
        {
            html.Open("div").Element("dt", "Feature").Open("dd").Link($"#{feature.Number}", feature.Url).Text($" from {feature.Branch} to {feature.Target}").Close().Close();
        }

        html.Close().Break();
    }

    private static void Fact(HtmlText html, string name, string value) => html.Open("div").Element("dt", name).Element("dd", value).Close();

    private static string Tone(RunRecord run) => run.StateName switch
    {
        "complete" => "good",
        "failed" => run.State.Counts.Failed > 0 || run.State.End is RunFailed { Reason: not null } ? "bad" : "warn",
        "interrupted" => "warn",
        _ => "busy",
    };
}
