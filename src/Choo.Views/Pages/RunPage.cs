using Choo.Core.State;
using Choo.Views.Graphs;
using Choo.Views.Reports;
using Choo.Views.Text;
using Choo.Views.Timelines;

namespace Choo.Views.Pages;

/// <summary>
/// A run as one HTML page that needs nothing else: no script, no request, a policy that forbids both. It comes in pieces, so that a large run
/// needs not fit into memory: <see cref="Begin"/>, one <see cref="Unit"/> for each of <see cref="Shown"/>, <see cref="End"/>.
/// </summary>
internal sealed class RunPage
{
    /// <summary>How many units have a part of their own.</summary>
    public const int MostUnits = 1000;

    private readonly HtmlText html = new();
    private readonly RunTimeline timeline;
    private readonly Release release;
    private readonly Dictionary<string, int> anchors;
    private readonly Dictionary<string, TimelineRow> rows;

    /// <summary>The page of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="timeline">Its timeline.</param>
    /// <param name="release">The choo that writes it.</param>
    public RunPage(RunRecord run, RunTimeline timeline, Release release)
    {
        (Run, this.timeline, this.release) = (run, timeline, release);
        Shown = Foremost(run.State, MostUnits);
        anchors = Shown.Select((unit, i) => (unit.Id, i)).ToDictionary(pair => pair.Id, pair => pair.i, StringComparer.Ordinal);
        rows = timeline.Rows.ToDictionary(row => row.Label, StringComparer.Ordinal);
        Critical = CriticalUnits.Of(run.State);
    }

    /// <summary>The run.</summary>
    public RunRecord Run { get; }

    /// <summary>What room there is for logs and patches.</summary>
    public PageBudget Budget { get; } = new();

    /// <summary>The ids of the critical path, first to last.</summary>
    public IReadOnlyList<string> Critical { get; }

    /// <summary>The units that have a part of their own, in the order of their parts: all of them in the order of the plan, or, where there are too many, those first that a person has to look at.</summary>
    public IReadOnlyList<UnitProgress> Shown { get; }

    /// <summary>The page up to the units' parts.</summary>
    public string Begin()
    {
        html.Made("<!DOCTYPE html>\n").Open("html", ("lang", "en")).Open("head").Break().Empty("meta", ("charset", "utf-8")).Break()
            .Empty("meta", ("http-equiv", "Content-Security-Policy"), ("content", PageStyle.Policy)).Break()
            .Empty("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1")).Break()
            .Empty("meta", ("name", "referrer"), ("content", "no-referrer")).Break()
            .Empty("meta", ("name", "color-scheme"), ("content", "light dark")).Break()
            .Element("title", $"choo run {Run.Id}").Break()
            .Open("style").Made(PageStyle.Text).Close().Close().Break().Open("body").Break();
        HeadPart.Write(html, this);
        html.Open("main").Break();
        ProblemsPart.Write(html, this);
        GraphPart.Write(html, this);
        TimelinePart.Write(html, this, timeline);
        TablePart.Write(html, this);
        html.Open("section", ("id", "details"), ("aria-labelledby", "details-title")).Element("h2", "Unit by unit", ("id", "details-title")).Break();
        if (Shown.Count < Run.State.Units.Count)
        {
            html.Element("p", $"{Shown.Count} of {Run.State.Units.Count} units are shown, those first that did not complete; dotnet choo logs, why and evidence show each.", ("class", "cut"));
        }

        return html.Take();
    }

    /// <summary>A unit's part.</summary>
    public string Unit(UnitProgress unit, UnitMaterial material)
    {
        UnitPart.Write(html, unit, this, rows.GetValueOrDefault(unit.Id), material);
        return html.Take();
    }

    /// <summary>The rest of the page.</summary>
    public string End() => html.Close().Close().Break()
        .Open("footer").Open("p").Text($"Made by choo {release.Version} from the journal of run {Run.Id} and git. ").Link("What the words mean", $"{release.Pages}docs/guide/reports.md").Close().Close().Break()
        .Close().Close().Break().Take();

    /// <summary>The id of a unit's part; null when it has none.</summary>
    public string? AnchorOf(UnitProgress unit) => anchors.TryGetValue(unit.Id, out var place) ? $"u{place}" : null;

    /// <summary>Writes a unit's id, as a link to its part where there is one.</summary>
    public void WriteLink(HtmlText html, string id) =>
        _ = anchors.TryGetValue(id, out var place) ? html.Element("a", id, ("href", $"#u{place}")) : html.Text(id);

    /// <summary>All units, or the most that may be, those first that a person has to look at.</summary>
    internal static IReadOnlyList<UnitProgress> Foremost(RunState state, int most) =>
        state.Units.Count <= most ? state.Units : [.. state.Units.OrderBy(unit => Order(unit.State)).Take(most)];

    private static int Order(UnitState state) => RunGraph.StateOf(state) switch
    {
        GraphState.Failed => 0,
        GraphState.Attention => 1,
        GraphState.Working => 2,
        GraphState.Landing => 3,
        GraphState.Blocked => 5,
        GraphState.Ready or GraphState.Waiting => 6,
        _ => 4,
    };
}
