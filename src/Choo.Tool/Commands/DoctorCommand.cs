using Choo.Engine;
using Choo.Tool.Cli;
using Choo.Views.Json;
using Choo.Views.Text;

namespace Choo.Tool.Commands;

/// <summary><c>doctor</c>.</summary>
internal static class DoctorCommand
{
    private static readonly OptionSpec Fix = new("fix", "kill processes left by a crashed run");
    private static readonly OptionSpec Online = new("online", "also ask GitHub (whose the token is, what it may do, what quota is left) and send a test message by each way of escalation");

    public static CommandSpec Spec => new("doctor", "check everything a run needs: git, specs, gates, agents, disk", ExecuteAsync)
    {
        StopsInOrder = true,
        Options = [Fix, Online, CommonOptions.Tasks, CommonOptions.Unit, CommonOptions.Target, CommonOptions.Provider, CommonOptions.ForcedProvider, CommonOptions.Json],
        Examples = [new("doctor", "check, and change nothing"), new("doctor --fix", "kill processes left by a crashed run"), new("doctor --online", "check the token for GitHub and escalation too")],
        ExitCodes = [new(0, "a run would work"), new(2, "a run would not work; the errors say why")],
    };

    private static async Task<int> ExecuteAsync(Invocation invocation)
    {
        var findings = await Doctor.ExamineAsync(invocation.Request(), invocation.Has(Fix), invocation.Has(Online), invocation.Token).ConfigureAwait(false);
        if (invocation.Has(CommonOptions.Json))
        {
            PrintJson(invocation.Console.Out, findings);
        }
        else
        {
            Print(invocation.Console, findings);
        }

        return findings.Any(finding => finding.State == FindingState.Error) ? 2 : 0;
    }

    private static void Print(ToolConsole console, IReadOnlyList<Finding> findings)
    {
        var paint = new Paint(console.Color);
        var width = findings.Max(finding => finding.Name.Length);
        foreach (var finding in findings)
        {
            console.Out.WriteLine($"{paint.In(ToneOf(finding.State), Columns.Fit(NameOf(finding.State), 7))}  {finding.Name.PadRight(width)}  {OneLine.Of(finding.Code is { } code ? $"{code}: {finding.Detail}" : finding.Detail)}");
            if (finding.Advice is { } advice)
            {
                console.Out.WriteLine($"{new string(' ', 11 + width)}-> {advice}");
            }
        }
    }

    private static void PrintJson(TextWriter output, IReadOnlyList<Finding> findings) => JsonText.PrintObject(output, json =>
    {
        json.WriteStartArray("findings");
        foreach (var finding in findings)
        {
            json.WriteStartObject();
            json.WriteString("name", finding.Name);
            json.WriteString("state", finding.State == FindingState.Info ? "info" : NameOf(finding.State));
            json.WriteString("code", finding.Code);
            json.WriteString("detail", finding.Detail);
            json.WriteString("advice", finding.Advice);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static string NameOf(FindingState state) => state switch
    {
        FindingState.Ok => "ok",
        FindingState.Info => "-",
        FindingState.Warning => "warning",
        _ => "error",
    };

    private static Tone ToneOf(FindingState state) => state switch
    {
        FindingState.Ok => Tone.Good,
        FindingState.Info => Tone.Faint,
        FindingState.Warning => Tone.Warning,
        _ => Tone.Bad,
    };
}
