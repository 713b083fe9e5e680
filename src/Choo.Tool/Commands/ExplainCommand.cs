using Choo.Core.Diagnostics;
using Choo.Core.Text;
using Choo.Tool.Cli;
using Choo.Tool.Explain;
using Choo.Views.Explain;
using Choo.Views.Json;
using Choo.Views.Text;

namespace Choo.Tool.Commands;

/// <summary><c>explain</c>.</summary>
internal static class ExplainCommand
{
    private static readonly ArgumentSpec Code = new("code", "a diagnostic's code, with or without CHOO (default: list them all)") { Kind = ValueKind.Code };

    public static CommandSpec Spec => new("explain", "explain a diagnostic code, or list the codes", Execute)
    {
        Arguments = [Code],
        Options = [CommonOptions.Json],
        Examples =
        [
            new("explain CHOO4101", "what it means and what to do"),
            new("explain 4101", "the same"),
            new("explain", "every code with its title"),
        ],
        ExitCodes = [ExitCode.Done, new(2, "wrong usage, or there is no such code")],
    };

    private static Task<int> Execute(Invocation invocation)
    {
        if (invocation.Argument(0) is { } given)
        {
            Explain(invocation, Find(given));
        }
        else if (invocation.Has(CommonOptions.Json))
        {
            ListJson(invocation.Console.Out);
        }
        else
        {
            List(invocation.Console);
        }

        return Task.FromResult(0);
    }

    private static ErrorPage Find(string given) => ErrorPage.Find(given)
        ?? throw new UsageException($"there is no code '{given}'{NearestName.Hint(ErrorPage.Canonical(given), ErrorPage.Codes())}; 'dotnet choo explain' lists the codes");

    private static void Explain(Invocation invocation, ErrorPage page)
    {
        var console = invocation.Console;
        if (invocation.Has(CommonOptions.Json))
        {
            JsonText.PrintObject(console.Out, json =>
            {
                json.WriteString("code", page.Code.Id);
                json.WriteString("severity", Name(page.Code.Severity));
                json.WriteString("title", page.Code.Title);
                json.WriteString("page", page.Markdown);
                json.WriteString("url", page.Url);
            });
            return;
        }

        var width = console.IsTerminal ? Math.Clamp(console.Width(), 20, 100) : int.MaxValue;
        foreach (var line in new MarkdownLines(new Paint(console.Color), width).Of(page.Markdown))
        {
            console.Out.WriteLine(line);
        }
    }

    private static void List(ToolConsole console)
    {
        var paint = new Paint(console.Color);
        var first = true;
        foreach (var group in DiagnosticCodes.All.GroupBy(CodeGroups.Of, StringComparer.Ordinal))
        {
            console.Out.WriteLine($"{(first ? "" : "\n")}{paint.In(Tone.Strong, group.Key)}");
            first = false;
            foreach (var code in group)
            {
                console.Out.WriteLine($"  {code.Id}  {code.Title}");
            }
        }
    }

    private static void ListJson(TextWriter output) => JsonText.PrintObject(output, json =>
    {
        json.WriteStartArray("codes");
        foreach (var code in DiagnosticCodes.All)
        {
            json.WriteStartObject();
            json.WriteString("code", code.Id);
            json.WriteString("severity", Name(code.Severity));
            json.WriteString("title", code.Title);
            json.WriteString("group", CodeGroups.Of(code));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static string Name(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "info",
    };
}
