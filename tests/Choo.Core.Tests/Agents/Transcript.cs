using System.Text;
using Choo.Core.Agents;

namespace Choo.Core.Tests.Agents;

/// <summary>Feeds lines to a reader and keeps what it told.</summary>
internal sealed class Transcript
{
    private readonly List<AgentEvent> events = [];

    private Transcript(AgentDialect kind) => Reader = kind.NewReader();

    public AgentReader Reader { get; }

    public IReadOnlyList<AgentEvent> Events => events;

    public static Transcript Of(AgentDialect kind, params string[] lines)
    {
        var transcript = new Transcript(kind);
        foreach (var line in lines)
        {
            transcript.Feed(Encoding.UTF8.GetBytes(line));
        }

        return transcript;
    }

    public void Feed(byte[] line) => Reader.Feed(line, events.Add);

    public AgentOutcome End(int exitCode = 0) => Reader.End(Ended(exitCode));

    public AgentOutcome End(AgentEnd end) => Reader.End(end);

    public static AgentEnd Ended(int exitCode, string stderr = "") => new()
    {
        ExitCode = exitCode,
        DurationMs = 1234,
        ErrorTail = stderr,
        EndedAt = new DateTimeOffset(2026, 3, 10, 14, 30, 0, TimeSpan.FromHours(1)),
    };
}
