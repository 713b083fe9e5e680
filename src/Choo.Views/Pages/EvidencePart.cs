using Choo.Core.Proofs;
using Choo.Views.Text;

namespace Choo.Views.Pages;

/// <summary>A unit's evidence, and the commands that verify it.</summary>
internal static class EvidencePart
{
    private const int Most = 40;

    /// <summary>Writes it.</summary>
    public static void Write(HtmlText html, EvidenceBundle bundle, StepPlace page)
    {
        html.Element("h4", "Evidence").Break()
            .Open("details", ("class", "evidence"))
            .Element("summary", $"{Amounts.Count(bundle.Proof().Count(), "gate")} on the tree that landed").Break()
            .Open("p").Text("Commit ").Element("code", bundle.Commit).Text($" on {bundle.Branch}; proved: tree ").Element("code", bundle.ProvedTree).Text(" of commit ").Element("code", bundle.ProvedCommit)
            .Text($", {bundle.Time.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC").Close().Break();
        WriteGates(html, bundle);
        foreach (var change in bundle.Accepted.IsDefault ? [] : bundle.Accepted)
        {
            html.Element("p", $"Accepted by a person: {change}");
        }

        foreach (var change in bundle.Allowed.IsDefault ? [] : bundle.Allowed)
        {
            html.Element("p", $"Allowed by the spec: {change}");
        }

        if (bundle.NewTests is { } fresh)
        {
            html.Element("p", $"New tests: {fresh}");
        }

        html.Element("p", "To verify it against git, the journal and the logs, in the repository:").Break()
            .Open("pre").Lines($"{page.Command("evidence")}\ngit rev-parse \"{bundle.ProvedCommit}^{{tree}}\"    # {bundle.ProvedTree}\ngit show --first-parent {bundle.Commit}").Close().Close().Break();
    }

    private static void WriteGates(HtmlText html, EvidenceBundle bundle)
    {
        html.Open("div", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", $"Gates of {bundle.Unit}"))
            .Open("table").Element("caption", "Every run of a gate; those on the tree that landed are marked with *").Open("thead").Open("tr");
        foreach (var title in (string[])["", "stage", "gate", "command", "result", "time", "tests", "tree", "log’s SHA-256"])
        {
            html.Element("th", title.Length > 0 ? title : "landed", ("scope", "col"));
        }

        html.Close().Close().Open("tbody").Break();
        foreach (var gate in bundle.Gates.TakeLast(Most))
        {
            html.Open("tr").Element("td", gate.Tree == bundle.ProvedTree ? "*" : "").Element("td", gate.Task is { } task ? $"{gate.Stage} {task}" : gate.Stage)
                .Element("td", gate.Gate).Open("td").Element("code", gate.Command).Close()
                .Element("td", gate.TimedOut ? "timed out" : gate.Passed ? $"passed ({gate.ExitCode})" : $"failed ({gate.ExitCode})").Element("td", Amounts.Duration(gate.DurationMs))
                .Element("td", gate.Tests is { } tests ? $"{tests.Passed} of {tests.Run}" : "-").Open("td").Element("code", Amounts.Commit(gate.Tree)).Close()
                .Open("td").Element("code", Amounts.Commit(gate.LogDigest ?? gate.OutputDigest)).Close().Close().Break();
        }

        html.Close().Close().Close().Break();
        if (bundle.Gates.Length > Most)
        {
            html.Element("p", $"{bundle.Gates.Length - Most} older ones are not shown.", ("class", "cut"));
        }
    }
}
