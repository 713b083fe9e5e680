using System.Diagnostics;
using System.Globalization;
using Choo.Packages.Tests.Surroundings;
using Choo.Testing;
using Xunit;

namespace Choo.Packages.Tests;

/// <summary>Much output and many units.</summary>
[Collection(InstalledToolCollection.Name)]
public sealed class ScaleTests(InstalledTool tool)
{
    // The agent itself looks how large choo has become: its parent.
    private const string Flood = """
        #!/bin/sh
        case $1 in --version) echo '0.0.0'; exit 0 ;; esac
        cat > /dev/null
        echo '{"type":"system","subtype":"init","cwd":"/","session_id":"00000000-0000-4000-8000-000000000001","tools":[],"model":"m","permissionMode":"acceptEdits"}'
        yes 'a line that means nothing and goes on for a while, as the lines of programs that have lost their way do' | head -c 1073741824
        echo
        echo work > core-01-step.txt; echo work > core-02-step.txt
        grep VmHWM "/proc/$PPID/status" >> "$SCRIPT_STATE/peak.txt"
        echo '{"type":"result","subtype":"success","is_error":false,"api_error_status":null,"num_turns":1,"result":"done","session_id":"00000000-0000-4000-8000-000000000001","total_cost_usd":0.001,"usage":{"input_tokens":1,"output_tokens":1},"permission_denials":[]}'

        """;

    [LinuxFact]
    [Incident("W17", "1 GB")]
    [Incident("T3", "an agent prints 1,024 MiB")]
    public async Task A_gigabyte_of_output_keeps_memory_under_200_megabytes_and_the_log_within_its_bound()
    {
        using var site = new Site(tool);
        site.Repo.Unit("core", null, null, new SpecText(Gate: "test -f core-01-step.txt")).Commit();
        site.UseClaude(Flood);

        (await site.RunAsync(CancellationToken.None, "run")).Exits(0);

        var peak = site.Around.Read("state/peak.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture)).Max();
        Figures.Note("flood", ("MiB", 1024), ("peak", peak / 1024));
        Assert.InRange(peak, 1, 200 * 1024);
        Assert.All(Directory.GetFiles(Path.Combine(site.Journal().Folder, "logs")), log => Assert.InRange(new FileInfo(log).Length, 0, 128 << 20));
    }

    [LinuxFact]
    [Incident("T4", "the test kills and resumes it; two minutes are the bound, for busy machines")]
    public async Task A_run_of_a_thousand_units_that_was_killed_goes_on_soon()
    {
        using var site = new Site(tool);
        foreach (var number in Enumerable.Range(0, 1000))
        {
            var unit = $"u{number:0000}";
            site.Repo.Unit(unit, number < 10 ? [] : [$"u{number / 10:0000}"], null, new SpecText(Gate: $"test -f {unit}-01-step.txt"));
        }

        site.Repo.Commit("specs");
        await using (var killed = site.Choo.Start("run", "--output", "ndjson"))
        {
            await killed.LineAsync(line => line.Contains("\"unit.merged\"", StringComparison.Ordinal), killed.KillHard);
            (await killed.WaitAsync(CancellationToken.None)).Exits(137);
        }

        var own = await TimeAsync(site, "version");
        var watch = Stopwatch.StartNew();
        await using var choo = site.Choo.Start("resume", "--output", "ndjson");
        await choo.LineAsync(line => line.Contains("\"unit.started\"", StringComparison.Ordinal));
        var took = watch.Elapsed;
        choo.Signal("TERM");
        await choo.WaitAsync(CancellationToken.None);

        Figures.Note("thousand", ("units", 1000), ("first", (long)took.TotalMilliseconds), ("tool", (long)own.TotalMilliseconds));

        // A machine that is busy with other tests takes many times what an idle one does: this holds off what grows with the square of the units.
        Assert.True(took < own + TimeSpan.FromMinutes(2), $"the tool starts in {own}, and its first unit after {took}");
    }

    private static async Task<TimeSpan> TimeAsync(Site site, string command)
    {
        var watch = Stopwatch.StartNew();
        (await site.RunAsync(CancellationToken.None, command)).Exits(0);
        return watch.Elapsed;
    }
}
