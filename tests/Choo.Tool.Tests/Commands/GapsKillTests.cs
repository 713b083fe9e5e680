using System.Diagnostics;
using System.Text.Json;
using Choo.Testing;
using Xunit;

namespace Choo.Tool.Tests.Commands;

/// <summary><c>kill -9</c> of the very program in the middle of a run of gaps, then <c>resume</c>.</summary>
public sealed class GapsKillTests : IDisposable
{
    private const string Agent = """
        #!/bin/sh
        cat > /dev/null
        [ "$CHOO_UNIT" != LAST ] || until test -e "$STATE/go"; do sleep 0.05; done
        echo "$CHOO_UNIT" >> "$STATE/starts"
        echo work > "$CHOO_UNIT.txt"
        echo '{"type":"result","subtype":"success","is_error":false,"num_turns":1,"result":"done","usage":{"input_tokens":1,"output_tokens":1}}'

        """;

    // LAST does not end before the program is dead, however late that is; the others stand next to each other in the file.
    private const string Backlog = """
        gaps:
          - {id: LAST, title: l, priority: P0, status: open, backpressure: test -e LAST.txt}
          - {id: A-1, title: a, priority: P1, status: open, backpressure: test -e A-1.txt}
          - {id: A-2, title: b, priority: P1, status: open, backpressure: test -e A-2.txt}
          - {id: A-3, title: c, priority: P1, status: open, depends_on: [A-1], backpressure: test -e A-3.txt}
          - {id: A-4, title: d, priority: P1, status: open, depends_on: [A-1, A-2], backpressure: test -e A-4.txt}

        """;

    private readonly GitRepo repo = new();

    [Theory(Timeout = 60000)]
    [InlineData("task.agent.done", "A-1")]
    [InlineData("task.committed", "A-2")]
    [InlineData("unit.landing", "A-1")]
    [InlineData("unit.merged", "A-2")]
    [InlineData("unit.completed", "A-1")]
    [InlineData("unit.merged", "A-4")]
    public async Task Each_gap_lands_and_is_closed_once(string type, string unit)
    {
        var state = repo.Around.Folder("state-agent");
        var program = repo.Around.WriteProgram("bin/claude", Agent);
        repo.Write(".choo.yaml", $"parallelism: 3\nprovider: {{type: claude, providers: {{claude: {{command: '{program}', env: {{STATE: '{state}'}}}}}}}}\n")
            .Write("docs/gaps.yaml", Backlog).Commit();

        using (var first = Start("gaps", "dispatch", "-n", "9", "--execute", "--output", "ndjson"))
        {
            while (await first.StandardOutput.ReadLineAsync() is { } line)
            {
                if (Is(line, type, unit))
                {
                    first.Kill();
                    break;
                }
            }

            await first.WaitForExitAsync();
            Assert.Equal(137, first.ExitCode);
        }

        repo.Around.Write("state-agent/go", "");
        using (var second = Start("resume", "--output", "ndjson"))
        {
            var said = await second.StandardOutput.ReadToEndAsync();
            await second.WaitForExitAsync();
            Assert.True(second.ExitCode == 0, said);
        }

        string[] all = ["A-1", "A-2", "A-3", "A-4", "LAST"];
        Assert.Equal(all, repo.Git("log", "--first-parent", "--format=%(trailers:key=Choo-Unit,valueonly,separator=%x20)", "main")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Order(StringComparer.Ordinal));
        var backlog = repo.Read("docs/gaps.yaml");
        Assert.Equal((5, 5, 0), (Count(backlog, "status: done"), Count(backlog, "closed_commit: "), Count(backlog, "status: open")));
        Assert.All(all, id => Assert.True(repo.Has($"{id}.txt")));
        Assert.Equal("", repo.Status());
        Assert.Empty(repo.Refs("refs/choo/runs"));
    }

    public void Dispose() => repo.Dispose();

    private Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ToolConsole).Assembly.Location, .. arguments]) { WorkingDirectory = repo.Root, RedirectStandardOutput = true };
        start.Environment["XDG_STATE_HOME"] = repo.Around.At("state");
        return Process.Start(start)!;
    }

    private static bool Is(string line, string type, string unit)
    {
        using var document = JsonDocument.Parse(line);
        return document.RootElement.GetProperty("type").GetString() == type && document.RootElement.TryGetProperty("unit", out var id) && id.GetString() == unit;
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
