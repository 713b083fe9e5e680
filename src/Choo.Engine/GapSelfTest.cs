using System.Collections.Immutable;
using Choo.Adapters.Backlogs;
using Choo.Adapters.Git;
using Choo.Core.Backlogs;
using Choo.Core.Ports;
using Choo.Core.State;

namespace Choo.Engine;

/// <summary>What became of one gap of the self-test.</summary>
/// <param name="Gap">Its id.</param>
/// <param name="Wanted">What should have.</param>
/// <param name="Came">What did.</param>
public sealed record SelfTestRow(string Gap, string Wanted, string Came)
{
    /// <summary>Whether that is the same.</summary>
    public bool IsRight => Wanted == Came;
}

/// <summary>
/// A synthetic backlog, from its dispatch to its closing, with real git, real gates and real processes and without a network: gaps that land, one whose first
/// attempt its gate refuses, one that never gets past it and one that waits for that, one that is too large, one that is held and one that is done.
/// </summary>
public static class GapSelfTest
{
    private const string Landed = "landed";
    private const string Left = "left alone";

    private static readonly ImmutableArray<(string Gap, string Fields, int[] Attempts, string Wanted)> Gaps =
    [
        ("SYNTH-001", "priority: P1, status: open", [1], Landed),
        ("SYNTH-002", "priority: P1, status: open", [1], Landed),
        ("SYNTH-003", "priority: P2, status: open", [1], Landed),
        ("SYNTH-004", "priority: P2, status: open", [1], Landed),
        ("SYNTH-005", "priority: P0, status: open, depends_on: [SYNTH-001, synth-002]", [1], Landed),
        ("SYNTH-006", "priority: P1, status: open, depends_on: [SYNTH-010]", [0, 1], Landed),
        ("SYNTH-007", "priority: P2, status: open", [0], "failed"),
        ("SYNTH-008", "priority: P2, status: open, depends_on: [SYNTH-007]", [1], "blocked"),
        ("SYNTH-009", "priority: P0, status: open, effort: xl", [1], Left),
        ("SYNTH-010", "priority: P0, status: done, closed_date: 2026-01-01", [], Left),
        ("SYNTH-011", "priority: P0, status: open", [1], Left),
    ];

    /// <summary>Makes the repository in a new folder, works on its gaps, and compares. Throws <see cref="PortException"/> when git is missing or refuses.</summary>
    /// <param name="folder">A new or empty folder.</param>
    /// <param name="toolCommand">Absolute path of choo, a program or a dll: its hidden command plays the agent.</param>
    /// <param name="request">What is the same for every run: environment, clock and version.</param>
    /// <param name="observer">Is told of the run.</param>
    /// <param name="stop">A person's wish to stop.</param>
    public static async Task<ImmutableArray<SelfTestRow>> RunAsync(string folder, string toolCommand, RunRequest request, IRunObserver observer, RunStop stop)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(stop);
        var root = Directory.CreateDirectory(Path.Combine(folder, "repository")).FullName;
        Write(root, Record(folder), toolCommand);
        await DemoSetup.CommitAsync(root, "A synthetic backlog", stop.Token).ConfigureAwait(false);
        var report = await ChooHost.RunAsync(request with { WorkingFolder = root, Gaps = new GapRequest { Most = Gaps.Length }, Parallelism = 3 }, observer, stop).ConfigureAwait(false);
        var backlog = BacklogFiles.Load(root, null, strict: false, stop.Token).Gaps.ToDictionary(gap => gap.Id, StringComparer.Ordinal);
        var merged = await MergedAsync(root, stop.Token).ConfigureAwait(false);
        return [.. Gaps.Select(gap => new SelfTestRow(gap.Gap, gap.Wanted, Came(gap.Gap, report.State, backlog, merged, gap.Fields.Contains("status: done", StringComparison.Ordinal))))];
    }

    /// <summary>What the agent will do, by gap, task and attempt: an attempt of 0 writes the wrong file.</summary>
    private static string Record(string folder)
    {
        var recording = Path.Combine(folder, "recording");
        foreach (var gap in Gaps)
        {
            for (var attempt = 1; attempt <= gap.Attempts.Length; attempt++)
            {
                var there = Directory.CreateDirectory(Path.Combine(recording, gap.Gap, "1", $"{attempt}")).FullName;
                File.WriteAllText(Path.Combine(there, gap.Attempts[attempt - 1] == 1 ? $"{gap.Gap}.txt" : $"{gap.Gap}.wrong"), $"attempt {attempt}\n");
            }
        }

        return recording;
    }

    private static void Write(string root, string recording, string toolCommand)
    {
        // git is there on every platform, and fails where the file is not.
        var gaps = Gaps.Select(gap =>
            $"  - {{id: {gap.Gap}, title: Write {gap.Gap}.txt, {(gap.Fields.Contains("effort", StringComparison.Ordinal) ? "" : "effort: s, ")}{gap.Fields}, backpressure: git hash-object {gap.Gap}.txt}}\n");
        Directory.CreateDirectory(Path.Combine(root, "docs"));
        File.WriteAllText(Path.Combine(root, "docs", "gaps.yaml"), $"explicit_holds: ['SYNTH-011: the self-test holds it']\ngaps:\n{string.Concat(gaps)}");
        File.WriteAllText(Path.Combine(root, "README.md"), "A synthetic backlog\n");
        File.WriteAllText(
            Path.Combine(root, ".choo.yaml"),
            DemoSetup.Config(toolCommand, recording) + "baseline_checks: [{name: readme, command: git hash-object README.md}]\nlimits: {task_attempts: 2}\n");
    }

    /// <summary>The units that were merged, once for each time.</summary>
    private static async Task<string[]> MergedAsync(string root, CancellationToken cancellationToken)
    {
        var git = GitCall.Find(root)!;
        var log = await git.RunAsync(cancellationToken, "log", "--no-show-signature", "--first-parent", "--format=%(trailers:key=Choo-Unit,valueonly,separator=%x20)", "main").ConfigureAwait(false);
        return log.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    private static string Came(string id, RunState? state, Dictionary<string, Gap> backlog, string[] merged, bool wasDone)
    {
        var unit = state?.Units.FirstOrDefault(each => each.Id == id);
        var (times, isDone) = (merged.Count(each => each == id), backlog.GetValueOrDefault(id)?.Status == GapStatus.Done);
        return (unit?.State, times, isDone) switch
        {
            (UnitState.Complete, 1, true) => Landed,
            (UnitState.Failed or UnitState.Blocked, 0, false) => unit!.State.Name(),
            (null, 0, _) when isDone == wasDone => Left,
            _ => $"{unit?.State.Name() ?? "not in the run"}, merged {times} times, {(isDone ? "closed" : "open")} in the backlog",
        };
    }
}
