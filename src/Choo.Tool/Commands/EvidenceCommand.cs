using System.Text.Json;
using Choo.Core.Planning;
using Choo.Core.Proofs;
using Choo.Engine;
using Choo.Tool.Cli;
using Choo.Views.Json;
using Choo.Views.Lines;
using Choo.Views.Text;

namespace Choo.Tool.Commands;

/// <summary><c>evidence</c>.</summary>
internal static class EvidenceCommand
{
    private static readonly OptionSpec Run = CommonOptions.Run with { Help = "only this run: its id or a prefix", Default = "the newest with evidence for the unit" };

    public static CommandSpec Spec => new("evidence", "show why a unit landed, and verify it against git", ExecuteAsync)
    {
        Arguments = [CommonOptions.UnitArgument],
        Options = [Run, CommonOptions.Json],
        Examples =
        [
            new("evidence parser", "gates, commands, trees, exit codes, tests, digests; and whether they are valid"),
            new("evidence parser --json", "for programs"),
        ],
        ExitCodes = [new(0, "the evidence is valid"), new(1, "the evidence is not valid; the errors say why"), new(2, "wrong usage, or there is no evidence")],
    };

    private static async Task<int> ExecuteAsync(Invocation invocation)
    {
        var report = await EvidenceReading.VerifyAsync(invocation.Folder, invocation.Argument(0)!, ChosenRun.IdOf(invocation), invocation.Token).ConfigureAwait(false);
        Problems.Print(invocation.Console.Error, report.Problems);
        if (invocation.Has(CommonOptions.Json))
        {
            JsonText.PrintObject(invocation.Console.Out, json => Write(json, report));
        }
        else if (report.Bundle is { } bundle)
        {
            invocation.Console.Out.WriteLine(EvidenceText.Markdown(bundle));
            invocation.Console.Out.WriteLine(report.Problems.IsEmpty
                ? $"verified: {Amounts.Commit(bundle.ProvedCommit)} is on {bundle.Branch} with the proved tree, and {Amounts.Count(bundle.Gates.Length, "log")} are as the gates wrote them"
                : $"NOT verified: {Problems.Count(report.Problems)}");
        }

        return report.Path is null ? 2 : report.Problems.IsEmpty ? 0 : 1;
    }

    private static void Write(Utf8JsonWriter json, EvidenceReport report)
    {
        json.WriteBoolean("verified", report.Bundle is not null && report.Problems.IsEmpty);
        json.WriteString("path", report.Path);
        ValidationJson.Write(json, "problems", report.Problems);
        json.WritePropertyName("evidence");
        if (report.Bundle is { } bundle)
        {
            EvidenceJson.Write(json, bundle);
        }
        else
        {
            json.WriteNullValue();
        }
    }
}
