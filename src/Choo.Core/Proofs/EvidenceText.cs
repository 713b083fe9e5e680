using System.Globalization;
using System.Text;

namespace Choo.Core.Proofs;

/// <summary>A bundle as markdown, for a person.</summary>
public static class EvidenceText
{
    private const int MostFiles = 200;

    /// <summary>The whole page.</summary>
    public static string Markdown(EvidenceBundle bundle)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Evidence: {bundle.Unit}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"- run: {bundle.Run}\n");
        text.Append(CultureInfo.InvariantCulture, $"- branch: {bundle.Branch}\n");
        text.Append(CultureInfo.InvariantCulture, $"- commit: {bundle.Commit}\n");
        text.Append(CultureInfo.InvariantCulture, $"- proved: tree {bundle.ProvedTree} of commit {bundle.ProvedCommit}\n");
        text.Append(CultureInfo.InvariantCulture, $"- complete: {bundle.Time.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC\n");
        text.Append(CultureInfo.InvariantCulture, $"- changes: {Count(bundle.Changes.Files.Length, "file")}, +{bundle.Changes.Insertions} -{bundle.Changes.Deletions}\n");
        foreach (var change in bundle.Accepted.IsDefault ? [] : bundle.Accepted)
        {
            text.Append(CultureInfo.InvariantCulture, $"- accepted: {change}\n");
        }

        foreach (var change in bundle.Allowed.IsDefault ? [] : bundle.Allowed)
        {
            text.Append(CultureInfo.InvariantCulture, $"- allowed by the spec: {change}\n");
        }

        if (bundle.NewTests is { } fresh)
        {
            text.Append(CultureInfo.InvariantCulture, $"- new tests: {fresh}\n");
        }

        AddGates(text, bundle);
        AddChanges(text, bundle.Changes);
        return text.ToString();
    }

    private static void AddGates(StringBuilder text, EvidenceBundle bundle)
    {
        text.Append("\n## Gates\n\nGates that ran on the tree that landed are marked with `*`. Digests are SHA-256.\n\n");
        text.Append("| | stage | gate | command | result | time | tests run | passed | failed | skipped | tree | log | log's digest |\n");
        text.Append("|---|---|---|---|---|---|---|---|---|---|---|---|---|\n");
        foreach (var gate in bundle.Gates)
        {
            var tests = gate.Tests is { } counts ? $"{counts.Run} | {counts.Passed} | {counts.Failed} | {counts.Skipped}" : "- | - | - | -";
            var seconds = (gate.DurationMs / 1000.0).ToString("0.0", CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"| {(gate.Tree == bundle.ProvedTree ? "*" : "")} | {gate.Stage}{(gate.Task is { } task ? $" {task}" : "")} | {Cell(gate.Gate)} | `{Cell(gate.Command)}` ");
            text.Append(CultureInfo.InvariantCulture, $"| {Result(gate)}{(gate.Reused is { } source ? $", in run {source.Run}" : "")} | {seconds} s | {tests} | {Short(gate.Tree)} | {gate.Log ?? "-"} | {Short(gate.LogDigest ?? gate.OutputDigest)} |\n");
        }
    }

    private static void AddChanges(StringBuilder text, ChangeStat changes)
    {
        text.Append("\n## Changes\n\n| file | + | - |\n|---|---|---|\n");
        foreach (var file in changes.Files.Take(MostFiles))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {Cell(file.Path)} | {file.Insertions?.ToString(CultureInfo.InvariantCulture) ?? "binary"} | {file.Deletions?.ToString(CultureInfo.InvariantCulture) ?? ""} |\n");
        }

        if (changes.Files.Length > MostFiles)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nand {changes.Files.Length - MostFiles} more; the JSON file lists them all\n");
        }
    }

    private static string Result(GateRun gate) => gate switch
    {
        { TimedOut: true } => "timed out",
        { Passed: true, ExitCode: 0 } => "passed (0)",
        { Passed: true } => $"passed ({gate.ExitCode}, known failures only)",
        _ => $"failed ({gate.ExitCode})",
    };

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");

    private static string Short(string digits) => digits.Length > 12 ? digits[..12] : digits;

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
