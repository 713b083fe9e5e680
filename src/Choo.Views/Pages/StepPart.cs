using Choo.Core.Gates;
using Choo.Views.Lines;
using Choo.Views.Logs;
using Choo.Views.Text;

namespace Choo.Views.Pages;

/// <summary>A step of a unit, folded: what judged it, and what its agent did.</summary>
internal static class StepPart
{
    private const int MostFound = 20;
    private const int MostTail = 15;
    private const int MostNotes = 40;
    private const int LongestLine = 1000;

    /// <summary>Writes it.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="step">The step.</param>
    /// <param name="page">The run's id, the unit's id and what room there is.</param>
    /// <param name="logs">Excerpts of logs.</param>
    public static void Write(HtmlText html, UnitStep step, StepPlace page, IReadOnlyDictionary<string, LogExcerpt> logs)
    {
        if (step is { Turn: null, Notes.IsEmpty: true, Gates.IsEmpty: true })
        {
            html.Open("p", ("class", "step")).Element("span", step.Title, ("class", "what")).Close().Break();
            return;
        }

        html.Open("details", ("class", step.IsBad ? "step bad" : "step")).Open("summary").Element("span", step.Title, ("class", "what")).Text(" ").Element("span", Brief(step), ("class", "brief")).Close().Break();
        if (step.Turn is { } turn)
        {
            html.Open("p").Text($"Agent {turn.Provider}: {(step.Outcome is { } outcome ? TurnText.Of(outcome) : "no end is recorded")}").Close().Break();
        }

        if (step.Refusal is { } refusal)
        {
            html.Element("p", $"Not accepted: {refusal}").Break();
        }

        WriteLines(html, step.Notes, MostNotes);
        foreach (var gate in step.Gates)
        {
            WriteGate(html, gate, page);
        }

        if (step.Turn is { Log: var log } && logs.TryGetValue(log, out var excerpt))
        {
            WriteLog(html, log, excerpt, page);
        }

        html.Close().Break();
    }

    private static string Brief(UnitStep step)
    {
        List<string> parts = [];
        if (step.Outcome is { } outcome)
        {
            parts.Add(TurnText.Of(outcome with { Error = null, Denials = [] }));
        }

        parts.AddRange(step.Gates.Select(gate => $"{gate.Gate} {(gate.Passed ? "passed" : $"failed ({GateLines.How(gate)})")}"));
        if (step.Gates.IsEmpty && step.Refusal is not null)
        {
            parts.Add("not accepted");
        }

        return string.Join("; ", parts);
    }

    private static void WriteGate(HtmlText html, Evidence gate, StepPlace page)
    {
        html.Open("p").Text($"Gate {gate.Gate} ").Element("code", gate.Command)
            .Text($" {(gate.Passed ? $"passed ({Amounts.Duration(gate.DurationMs)})" : $"failed ({GateLines.How(gate)})")}")
            .Text(gate.Tests is { } tests ? $"; tests: {tests.Passed} passed, {tests.Failed} failed, {tests.Skipped} skipped" : "")
            .Text(gate.Reused is { } source ? $"; it passed in run {source.Run}" : "").Close().Break();
        if (gate.Passed)
        {
            return;
        }

        var found = GateCauses.Lines(gate).Select(Cut).ToList();
        var tail = found.Count > 0 ? "" : string.Join('\n', gate.Tail.TrimEnd().ReplaceLineEndings("\n").Split('\n').TakeLast(MostTail));
        if (!page.Budget.TakeLog(found.Take(MostFound).Sum(line => line.Length) + tail.Length))
        {
            html.Element("p", "What it found is left out, because the page would be too large.", ("class", "faint")).Break();
        }
        else if (found.Count > 0)
        {
            WriteLines(html, found, MostFound);
        }
        else if (tail.Length > 0)
        {
            html.Open("pre").Lines(tail).Close().Break();
        }

        if (gate.Log is { } log)
        {
            html.Open("p", ("class", "faint")).Text("All of its output: ").Element("code", RunPaths.Shown(page.Run, log)).Close().Break();
        }
    }

    private static void WriteLines(HtmlText html, IReadOnlyCollection<string> lines, int most)
    {
        if (lines.Count == 0)
        {
            return;
        }

        html.Open("ul", ("class", "found"));
        foreach (var line in lines.Take(most))
        {
            html.Open("li").Lines(Cut(line)).Close();
        }

        if (lines.Count > most)
        {
            html.Element("li", $"and {lines.Count - most} more");
        }

        html.Close().Break();
    }

    private static string Cut(string line) => line.Length <= LongestLine ? line : $"{line[..LongestLine]}…";

    private static void WriteLog(HtmlText html, string log, LogExcerpt excerpt, StepPlace page)
    {
        var path = RunPaths.Shown(page.Run, log);
        if (!page.Budget.TakeLog(excerpt.Length))
        {
            html.Open("p", ("class", "faint")).Text("What the agent said is left out, because the page would be too large: ").Element("code", page.LogsCommand).Close().Break();
            return;
        }

        html.Open("details", ("class", "log")).Element("summary", $"What the agent said and did{(excerpt.IsCut ? " (cut)" : "")}").Break()
            .Open("pre", ("tabindex", "0")).Lines(string.Join('\n', excerpt.Head));
        if (excerpt.IsCut)
        {
            html.Break().Element("span", $"... more lies between; {page.LogsCommand} prints all of it", ("class", "cut")).Break().Lines(string.Join('\n', excerpt.Tail));
        }

        html.Close().Break().Open("p", ("class", "faint")).Text("The log: ").Element("code", path).Close().Close().Break();
    }
}
