using System.Text.Json;
using Choo.Core.Diagnostics;
using Choo.Testing;
using Choo.Tool.Explain;
using Choo.Views.Explain;
using Choo.Views.Text;
using Xunit;

namespace Choo.Tool.Tests.Commands;

public sealed class ExplainTests
{
    [Fact]
    public void Every_code_of_the_registry_has_its_page_in_the_tool_and_a_group()
    {
        Assert.Equal(DiagnosticCodes.All.Select(code => code.Id), ErrorPage.Codes().Intersect(DiagnosticCodes.All.Select(code => code.Id)));
        Assert.All(DiagnosticCodes.All, code =>
        {
            Assert.StartsWith($"# {code.Id}: ", ErrorPage.Find(code.Id)!.Markdown, StringComparison.Ordinal);
            Assert.NotEqual("Others", CodeGroups.Of(code));
        });
    }

    [Theory]
    [InlineData("CHOO4101")]
    [InlineData("choo4101")]
    [InlineData("4101")]
    public async Task A_code_is_found_in_every_form_and_a_pipe_gets_plain_lines(string code)
    {
        using var test = new TestConsole();
        Assert.Equal(0, await test.RunAsync($"explain {code}"));
        Assert.StartsWith("CHOO4101: The backpressure failed\n", test.Out, StringComparison.Ordinal);
        Assert.Contains("\n    specs/tasks/a/01-x.md(4,15): error CHOO4101:", test.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("```", test.Out, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', test.Out);
    }

    [Fact]
    public void A_terminal_gets_headings_that_stand_out_and_paragraphs_that_fit()
    {
        var lines = new MarkdownLines(new Paint(true), 20).Of("# A title\n\nSome `code` and [a link](x.md) here.\n\n- a list that is long enough\n\n```text\n  a long line of code stays\n```\n");
        Assert.Equal(["\e[1mA title\e[0m", "", "Some code and a link", "here.", "", "- a list that is", "  long enough", "", "      a long line of code stays"], lines);
    }

    [Fact]
    public void A_table_has_columns_where_it_fits_and_blocks_elsewhere()
    {
        const string Page = "| what | example |\n|---|---|\n| a pipe | `a \\| b` |\n| a long name | x |\n\nMore.\n";

        Assert.Equal(["what         example", "a pipe       a | b", "a long name  x", "", "More."], new MarkdownLines(new Paint(false), 30).Of(Page));
        Assert.Equal(["- a pipe", "  example: a", "    | b", "- a long name", "  example: x", "", "More."], new MarkdownLines(new Paint(false), 13).Of(Page));
    }

    [Fact]
    public async Task Without_a_code_all_are_listed_in_groups()
    {
        using var test = new TestConsole();
        Assert.Equal(0, await test.RunAsync("explain"));
        Assert.StartsWith("Usage and the run's files\n  CHOO0001  Wrong usage\n", test.Out, StringComparison.Ordinal);
        Assert.Contains("\n\nGates and units\n  CHOO4001  ", test.Out, StringComparison.Ordinal);
        Assert.All(DiagnosticCodes.All, code => Assert.Contains($"  {code.Id}  {code.Title}\n", test.Out, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Programs_get_the_page_as_json()
    {
        using var test = new TestConsole();
        Assert.Equal(0, await test.RunAsync("explain 4101 --json"));
        using var json = JsonDocument.Parse(test.Out);
        Assert.Equal(["schema", "code", "severity", "title", "page", "url"], json.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.Equal(File.ReadAllText(Path.Combine(RepositoryRoot.Folder, "docs", "errors", "CHOO4101.md")).ReplaceLineEndings("\n"), json.RootElement.GetProperty("page").GetString());
        Assert.Equal("error", json.RootElement.GetProperty("severity").GetString());
        Assert.EndsWith("/docs/errors/CHOO4101.md", json.RootElement.GetProperty("url").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Programs_get_the_list_as_json()
    {
        using var test = new TestConsole();
        Assert.Equal(0, await test.RunAsync("explain --json"));
        using var json = JsonDocument.Parse(test.Out);
        Assert.Equal(DiagnosticCodes.All.Select(code => code.Id), json.RootElement.GetProperty("codes").EnumerateArray().Select(code => code.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task An_unknown_code_is_refused_with_the_nearest()
    {
        using var test = new TestConsole();
        Assert.Equal(2, await test.RunAsync("explain CHO04101"));
        Assert.Contains("error CHOO0001: there is no code 'CHO04101'; did you mean 'CHOO4101'?", test.Error, StringComparison.Ordinal);
        Assert.Empty(test.Out);
    }
}
