using System.Globalization;
using Choo.FakeAgent.Voices;

namespace Choo.FakeAgent;

/// <summary>What this start of the fake agent is about.</summary>
internal sealed class Turn
{
    public required string[] Arguments { get; init; }

    public required string Prompt { get; init; }

    public required State State { get; init; }

    /// <summary>Repository-relative path of the task's spec; empty when the turn belongs to the whole unit.</summary>
    public required string Spec { get; init; }

    public required string Unit { get; init; }

    public required string Task { get; init; }

    /// <summary>task, conflict, baseline, review or review_fix.</summary>
    public required string Kind { get; init; }

    public required Voice Voice { get; init; }

    public int Attempt { get; private set; }

    public Report Report { get; } = new();

    public static Turn Begin(string[] args, string prompt)
    {
        var spec = SpecPath.FindIn(prompt);
        var turn = new Turn
        {
            Arguments = args,
            Prompt = prompt,
            State = new State(Variable("FAKE_STATE")),
            Spec = spec,
            Unit = Variable("CHOO_UNIT") is { Length: > 0 } unit ? unit : SpecPath.UnitOf(spec),
            Task = Variable("CHOO_TASK") is { Length: > 0 } task ? task : SpecPath.TaskOf(spec),
            Kind = KindOf(prompt, spec),
            Voice = Voice.For(args),
        };
        turn.Attempt = turn.State.RecordStart(turn);
        return turn;
    }

    private static string KindOf(string prompt, string spec) => prompt.StartsWith("You are to review", StringComparison.Ordinal) ? "review"
        : prompt.Contains("## What the review found", StringComparison.Ordinal) ? "review_fix"
        : spec.Length > 0 ? "task"
        : prompt.Contains("<<<<<<<", StringComparison.Ordinal) ? "conflict" : "baseline";

    public int End(int exit)
    {
        Console.Out.Flush();
        State.RecordEnd(this, exit);
        return exit;
    }

    public static string Variable(string name) => Environment.GetEnvironmentVariable(name) ?? "";

    public static int Number(string text, int fallback) =>
        int.TryParse(text.Trim(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : fallback;
}
