using Choo.Adapters.Files;
using Choo.Adapters.Journal;
using Choo.Core.Agents;
using Choo.Core.Events;
using Choo.Core.State;

namespace Choo.Engine;

/// <summary>A crash or a stop can come between an agent's last word and the journal's knowing of it: its log is asked, so that no finished turn is paid twice.</summary>
internal static class LoggedTurns
{
    /// <summary>The ends of turns that the journal does not have, by the logs; the agents must have ended.</summary>
    public static IEnumerable<(string Unit, int? Task, AgentDone Done)> Find(RunState state, string logFolder)
    {
        foreach (var unit in state.Units.Where(unit => !unit.State.IsTerminal()))
        {
            if (unit.OpenTurn is { } turn && Read(turn, Path.Combine(logFolder, Path.GetFileName(turn.Log)), unit.PhaseSince) is { } outcome)
            {
                yield return (unit.Id, turn.Purpose == TurnPurpose.Task ? unit.Task : null, new AgentDone(turn.Purpose, turn.Provider, turn.Attempt, outcome));
            }
        }
    }

    private static AgentOutcome? Read(AgentInvoked turn, string log, DateTimeOffset began)
    {
        try
        {
            using var file = PlainFile.OpenStream(log).Stream;
            return file is null ? null : TurnLog.Finished(AgentDialect.Of(turn.Provider), Lines(file), File.GetLastWriteTimeUtc(log) - began);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            // The turn is begun anew then.
            return null;
        }
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Lines(FileStream file)
    {
        var lines = new JournalLines(file, PlainFile.Large);
        while (lines.TryNext(out var line))
        {
            yield return line;
        }
    }
}
