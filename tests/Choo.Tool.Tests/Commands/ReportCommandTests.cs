using System.Xml.Linq;
using Choo.Core.Diagnostics;
using Xunit;

namespace Choo.Tool.Tests.Commands;

public sealed class ReportCommandTests
{
    [Fact]
    public async Task The_newest_run_is_written_into_its_folder_for_its_owner_alone()
    {
        using var test = Saved();
        Assert.Equal(0, await test.RunAsync("report"));
        var path = test.Out.TrimEnd('\n');
        Assert.Equal(Path.Combine(test.Folder.Path, ".choo", "runs", CannedRun.Id, "report.html"), path);
        Assert.Contains("What needs attention", XDocument.Parse(await File.ReadAllTextAsync(path)).Root!.Value, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
    }

    [Fact]
    public async Task A_run_is_chosen_by_a_prefix_and_written_where_it_is_told()
    {
        using var test = Saved();
        CannedRun.OnlyWaiting().Save(test.Folder.Path, "20260401-120000-ffff");
        test.Folder.Write("choo.html", "old");
        Assert.Equal(0, await test.RunAsync("report 202603 -o choo.html"));
        Assert.Contains($"choo run {CannedRun.Id}", await File.ReadAllTextAsync(Path.Combine(test.Folder.Path, "choo.html")), StringComparison.Ordinal);
        Assert.Equal(["choo.html"], Directory.EnumerateFiles(test.Folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task The_timeline_alone_is_an_image_on_standard_output()
    {
        using var test = Saved();
        Assert.Equal(0, await test.RunAsync("report --timeline svg -o -"));
        Assert.Equal("svg", XDocument.Parse(test.Out).Root!.Name.LocalName);
        Assert.Equal(4, XDocument.Parse(test.Out).Descendants().Count(element => element.Name.LocalName == "g"));
    }

    [Fact]
    public async Task An_agents_stream_is_shown_as_text_and_only_from_the_folder_of_the_run()
    {
        using var test = new TestConsole();
        CannedRun.Mixed().Save(test.Folder.Path);
        test.Folder.Write($".choo/runs/{CannedRun.Id}/logs/parser-1-1-agent.log", """{"type":"assistant","message":{"content":[{"type":"text","text":"I write <b>code</b>"},{"type":"tool_use","name":"Edit","input":{"file_path":"src/A.cs"}}]}}""" + "\n");
        test.Folder.Write("outside.log", "not to be seen\n");
        var journal = Path.Combine(test.Folder.Path, ".choo", "runs", CannedRun.Id, "events.jsonl");
        await File.WriteAllTextAsync(journal, (await File.ReadAllTextAsync(journal)).Replace("\"parser-1-2-agent.log\"", "\"../../../outside.log\"", StringComparison.Ordinal).Replace("\"core-1-1-agent.log\"", $"\"{test.Folder.Path}/outside.log\"", StringComparison.Ordinal));
        Assert.Equal(0, await test.RunAsync("report -o -"));
        Assert.Contains("I write &lt;b&gt;code&lt;/b&gt;\n&gt; Edit: src/A.cs", test.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("not to be seen", test.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("report", "there is no report: no run has been started here yet")]
    [InlineData("report 2027", "there is no run '2027'")]
    public async Task Without_the_run_there_is_no_report(string line, string message)
    {
        using var test = line == "report" ? new TestConsole() : Saved();
        Assert.Equal(2, await test.RunAsync(line));
        Assert.Contains(message, test.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_an_error()
    {
        using var test = Saved();
        Directory.CreateDirectory(Path.Combine(test.Folder.Path, "taken"));
        Assert.Equal(2, await test.RunAsync("report -o taken"));
        Assert.Contains(DiagnosticCodes.CannotWrite.Id, test.Error, StringComparison.Ordinal);
        Assert.Equal(2, await test.RunAsync("report -o nowhere/choo.html"));
        Assert.Contains("there is no folder", test.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(test.Folder.Path));
    }

    private static TestConsole Saved()
    {
        var test = new TestConsole();
        CannedRun.Mixed().Save(test.Folder.Path);
        return test;
    }
}
