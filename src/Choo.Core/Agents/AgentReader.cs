using System.Collections.Immutable;
using System.Text.Json;

namespace Choo.Core.Agents;

/// <summary>
/// What an agent prints, read line by line: events while it runs, an outcome at its end. Lines that are not its dialect are
/// counted and passed over; nothing it prints makes this throw. Not safe for two threads at once.
/// </summary>
public abstract class AgentReader
{
    private const int RejectionsUntilEnd = 3;
    private const int WordsKept = 2_000;
    private const int AnswerKept = 65_536;
    private int rejections;

    private protected AgentReader()
    {
    }

    /// <summary>Whether it said it was finished, well or badly, and has done nothing since: only its exit is waited for.</summary>
    public bool FinalEventSeen { get; private protected set; }

    /// <summary>Whether it keeps asking with credentials that were refused, and so can be ended at once.</summary>
    public bool IsRejected => rejections >= RejectionsUntilEnd;

    /// <summary>How many lines were not of its dialect.</summary>
    public int LinesIgnored { get; private protected set; }

    private protected string? Session { get; private set; }

    private protected int? Turns { get; set; }

    private protected AgentUsage Usage { get; set; } = AgentUsage.None;

    private protected ImmutableArray<string> Denials { get; set; } = [];

    private protected string LastWords { get; set; } = "";

    /// <summary>The whole last message where it is more than the last words; null where they are it.</summary>
    private protected string? Answer { get; set; }

    private protected string? SandboxProblem { get; set; }

    /// <summary>Takes one line of standard output, without its line end.</summary>
    /// <param name="line">The bytes as they came, of any length.</param>
    /// <param name="observe">Told of what the line says.</param>
    public void Feed(ReadOnlySpan<byte> line, Action<AgentEvent> observe)
    {
        ArgumentNullException.ThrowIfNull(observe);
        var text = line.Trim(" \t\r\n"u8);
        if (!text.IsEmpty)
        {
            Read(text, observe);
        }
    }

    /// <summary>The outcome of the turn, once the process has ended.</summary>
    public AgentOutcome End(AgentEnd end)
    {
        ArgumentNullException.ThrowIfNull(end);
        var conclusion = Conclude(end);
        return new AgentOutcome
        {
            Verdict = conclusion.Verdict,
            ExitCode = end.ExitCode,
            DurationMs = end.DurationMs,
            Session = Session,
            Turns = Turns,
            Usage = Usage,
            Denials = Denials,
            SandboxFailure = SandboxProblem,
            Answer = Words.Cut(Answer ?? LastWords, AnswerKept),
            LastWords = Words.Cut(LastWords, WordsKept),
            Error = conclusion.Error,
            ResetsAt = conclusion.Verdict == AgentVerdict.LimitReached ? conclusion.ResetsAt : null,
        };
    }

    private protected abstract void Read(ReadOnlySpan<byte> line, Action<AgentEvent> observe);

    private protected abstract AgentConclusion Conclude(AgentEnd end);

    private protected JsonDocument? Parse(ReadOnlySpan<byte> line)
    {
        var document = AgentJson.Parse(line);
        LinesIgnored += document is null ? 1 : 0;
        return document;
    }

    private protected void Begin(string? session, Action<AgentEvent> observe)
    {
        if (Session is null && !string.IsNullOrEmpty(session))
        {
            Session = session;
            observe(new AgentEvent.Started(session));
        }
    }

    private protected void Say(string? text, Action<AgentEvent> observe)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            LastWords = text;
            observe(new AgentEvent.Said(Words.Line(text, 200)));
        }
    }

    private protected void Retry(int attempt, int? status, string? reason, Action<AgentEvent> observe)
    {
        rejections = status is 401 or 403 ? rejections + 1 : 0;
        observe(new AgentEvent.Retried(attempt, status, Words.Line(reason ?? "", 200)));
    }

    /// <summary>What ended the turn when the agent did not: null when the agent ended by itself.</summary>
    private protected AgentConclusion? Interrupted(AgentEnd end) => (IsRejected, end.TimedOut, end.Silent, end.Halted) switch
    {
        (true, _, _, _) => new AgentConclusion(AgentVerdict.Unauthorized, "the provider rejected the credentials repeatedly"),
        (_, true, _, _) => new AgentConclusion(AgentVerdict.TimedOut, "the turn took longer than its timeout"),
        (_, _, true, _) => new AgentConclusion(AgentVerdict.Silent, "it printed nothing for longer than the silence timeout"),
        (_, _, _, true) => new AgentConclusion(AgentVerdict.OverBudget, "it was stopped because a budget was used up"),
        _ => null,
    };
}
