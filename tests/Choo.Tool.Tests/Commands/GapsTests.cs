using System.Text.Json;
using Choo.Testing;
using Xunit;

namespace Choo.Tool.Tests.Commands;

public sealed class GapsTests
{
    private const string Some = """
        meta:
          current_priorities:
            explicit_holds: ['EVAL-13: wait for the licence']
        gaps:
          - {id: DOC-12, title: Say how to restore a backup, priority: P1, effort: s, status: open, depends_on: [INFRA-7]}
          - {id: COMP-5, title: Split the settings page, priority: P0, effort: m, status: open}
          - {id: EVAL-13, title: Score it, priority: P1, effort: m, status: open, depends_on: [MEM-4]}
          - {id: MEM-4, title: Bound the table, priority: P3, effort: s, status: open}
          - {id: INFRA-7, title: Keep the cache, priority: P1, effort: s, status: done, closed_date: 2026-04-08}
        """;

    private static TestConsole Console(string backlog = Some)
    {
        var test = new TestConsole();
        test.Folder.Write("docs/gaps.yaml", backlog);
        return test;
    }

    [Fact]
    public async Task The_backlog_is_listed_in_the_order_in_which_it_is_picked()
    {
        using var test = Console();
        Assert.Equal(0, await test.RunAsync("gaps list"));
        Golden.Verify(test.Out, "Gaps.list");
        Assert.Empty(test.Error);
    }

    [Fact]
    public async Task The_next_ones_are_picked_one_a_line()
    {
        using var test = Console();
        Assert.Equal(0, await test.RunAsync("gaps pick -n 5"));
        Assert.Equal("COMP-5  P0 m  Split the settings page\nDOC-12  P1 s  Say how to restore a backup\n", test.Out);
    }

    [Fact]
    public async Task What_keeps_a_gap_from_being_picked_is_said()
    {
        using var test = Console();
        Assert.Equal(0, await test.RunAsync("gaps why eval-13"));
        Assert.Equal("EVAL-13 is not picked:\n  it is held: wait for the licence\n  it depends on MEM-4, whose status is open\n", test.Out);
    }

    [Fact]
    public async Task Where_a_gap_stands_in_the_order_is_said()
    {
        using var test = Console();
        Assert.Equal(0, await test.RunAsync("gaps why DOC-12"));
        Assert.Equal("DOC-12 can be picked; it is number 2 of 2\n  after COMP-5 (P0, m, comp)\n", test.Out);
    }

    [Fact]
    public async Task Programs_get_all_of_it()
    {
        using var test = Console();
        Assert.Equal(0, await test.RunAsync("gaps list --all --json"));
        Schemas.Validate(test.Out, "gaps");
        using var json = JsonDocument.Parse(test.Out);
        Assert.Equal(["COMP-5", "DOC-12", "EVAL-13", "MEM-4", "INFRA-7"], json.RootElement.GetProperty("gaps").EnumerateArray().Select(gap => gap.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task A_folder_of_files_is_read_and_the_configuration_says_where()
    {
        using var test = new TestConsole();
        test.Folder.Write(".choo.yaml", "backlog:\n  path: work\n  lowest_priority: P4\n");
        test.Folder.Write("work/B-2.yml", "- {id: B-2, title: two, priority: P4, status: open}\n");
        test.Folder.Write("work/A-1.yaml", "- {id: A-1, title: one, priority: P4, status: open}\n");
        test.Folder.Write("work/notes.md", "no gap");
        Assert.Equal(0, await test.RunAsync("gaps pick -n 9"));
        Assert.Equal("A-1  P4 -  one\nB-2  P4 -  two\n", test.Out);
    }

    [Fact]
    public async Task Where_there_is_no_backlog_that_is_an_error()
    {
        using var test = new TestConsole();
        Assert.Equal(2, await test.RunAsync("gaps list"));
        Assert.Contains("error CHOO1101: there is no backlog: neither docs/gaps.yaml nor docs/gaps is there", test.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_can_be_picked_that_is_said_and_is_no_error()
    {
        using var test = Console("gaps:\n- {id: A, title: t, priority: P1, status: done}\n");
        Assert.Equal(0, await test.RunAsync("gaps pick"));
        Assert.Empty(test.Out);
        Assert.Equal("none of 1 gap can be picked; `dotnet choo gaps list` says why\n", test.Error);
    }

    [Fact]
    public async Task A_wrong_record_is_a_warning_and_with_strict_an_error()
    {
        using var test = Console("gaps:\n- {id: A, title: t, priority: P1, status: opne}\n- {id: B, title: t, priority: P1, status: open}\n");
        Assert.Equal(0, await test.RunAsync("gaps pick"));
        Assert.Equal("B  P1 -  t\n", test.Out);
        Assert.Contains("docs/gaps.yaml(2,43): warning CHOO1107", test.Error, StringComparison.Ordinal);
        Assert.Equal(2, await test.RunAsync("gaps list --strict"));
    }

    [Theory]
    [InlineData("gaps why", "why needs a gap")]
    [InlineData("gaps why DOC-21", "error CHOO1109: there is no gap DOC-21; did you mean 'DOC-12'?")]
    public async Task A_gap_that_is_not_there_is_an_error(string command, string expected)
    {
        using var test = Console();
        Assert.Equal(2, await test.RunAsync(command));
        Assert.Contains(expected, test.Error, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60000)]
    public async Task What_would_be_dispatched_is_printed_and_nothing_is_started()
    {
        using var test = new TestConsole();
        using var repo = Repository(test);
        Assert.Equal(0, await test.RunAsync($"gaps dispatch -n 3 --lowest P3 -C {repo.Root}"));
        Assert.Equal(
            """
            choo gaps dispatch (dry-run): 6 total gaps, 5 open, 1 done; would dispatch 3, 4 at once, onto main
            WOULD DISPATCH: COMP-5 (prio=P0 effort=m)  -- Split the settings page
            WOULD DISPATCH: COMP-6 (prio=P0 effort=-) after COMP-5  -- Test it
            WOULD DISPATCH: DOC-12 (prio=P1 effort=s)  -- Say how to restore a backup

            """.ReplaceLineEndings("\n"),
            test.Out);
        Assert.Equal("nothing was started; --execute works on them\n", test.Error);
        Assert.False(repo.Has(".choo/runs"));
    }

    [Fact(Timeout = 60000)]
    public async Task Programs_are_told_the_same_in_the_order_of_the_work()
    {
        using var test = new TestConsole();
        using var repo = Repository(test);
        Assert.Equal(0, await test.RunAsync($"gaps dispatch comp-6 --json -C {repo.Root}"));
        using var document = JsonDocument.Parse(test.Out);
        Assert.Equal(["COMP-5", "COMP-6"], document.RootElement.GetProperty("gaps").EnumerateArray().Select(gap => gap.GetProperty("id").GetString()));
    }

    [Theory(Timeout = 60000)]
    [InlineData("gaps dispatch EVAL-13", "error CHOO1111: EVAL-13 cannot be dispatched: it is held: wait for the licence; it depends on MEM-4, whose status is open")]
    [InlineData("gaps dispatch DOC-21", "error CHOO1111: there is no gap DOC-21; did you mean 'DOC-12'?")]
    [InlineData("gaps dispatch --backlog other.yaml", "other.yaml: error CHOO1101: the newest commit of main has no backlog here")]
    [InlineData("gaps dispatch --execute --json", "--json is for what would be dispatched")]
    [InlineData("gaps dispatch --feature x --no-merge", "give one of them")]
    [InlineData("gaps list --execute", "--execute is for gaps dispatch")]
    [InlineData("gaps why DOC-12 COMP-5", "only gaps dispatch takes more than one gap")]
    [InlineData("gaps dispatch -n 0", "--max takes a whole number from 1")]
    public async Task What_cannot_be_dispatched_is_refused(string command, string expected)
    {
        using var test = new TestConsole();
        using var repo = Repository(test);
        Assert.Equal(2, await test.RunAsync($"{command} -C {repo.Root}"));
        Assert.Contains(expected, test.Error, StringComparison.Ordinal);
        Assert.False(repo.Has(".choo/runs"));
    }

    [Fact(Timeout = 60000)]
    public async Task The_self_test_takes_a_synthetic_backlog_from_dispatch_to_closing()
    {
        using var test = new TestConsole();
        test.Environment["XDG_STATE_HOME"] = test.Folder.At("state");
        test.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH")!;
        var code = await test.RunAsync("gaps self-test");
        Assert.Matches("^self-test PASSED: rows=11 as_expected=11 elapsed=[0-9]+ms\n  SYNTH-001  landed\n", test.Out);
        Assert.Contains("  SYNTH-006  landed\n  SYNTH-007  failed\n  SYNTH-008  blocked\n  SYNTH-009  left alone\n", test.Out, StringComparison.Ordinal);
        Assert.Equal((0, ""), (code, test.Error));
    }

    /// <summary>The backlog committed, with one more gap, and an agent that is never started.</summary>
    private static GitRepo Repository(TestConsole test)
    {
        var repo = new GitRepo();
        var agent = test.Folder.WriteProgram("agent", "#!/bin/sh\nexit 1\n");
        test.Environment["XDG_STATE_HOME"] = test.Folder.At("state");
        test.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH")!;
        repo.Write(".choo.yaml", $"provider: {{type: claude, providers: {{claude: {{command: '{agent}'}}}}}}\nbaseline_checks: [{{name: fine, command: 'test -d .git'}}]\n")
            .Write("docs/gaps.yaml", Some.TrimEnd() + "\n  - {id: COMP-6, title: Test it, priority: P0, status: open, depends_on: [comp-5]}\n").Commit();
        return repo;
    }
}
