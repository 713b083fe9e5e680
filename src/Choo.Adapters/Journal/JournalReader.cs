using System.Text.Json;
using Choo.Adapters.Files;
using Choo.Core.Diagnostics;
using Choo.Core.Running;

namespace Choo.Adapters.Journal;

/// <summary>Reads journals back.</summary>
public static class JournalReader
{
    /// <summary>Every event in order. A torn last line is left out; anything else that is not an event is a diagnostic with its line.</summary>
    public static (IReadOnlyList<RunEvent> Events, Diagnostic? Problem) Read(string path)
    {
        var events = new List<RunEvent>();
        ReadOnlyMemory<byte> rest;
        try
        {
            var (opened, why) = PlainFile.OpenStream(path);
            if (opened is null)
            {
                return (events, DiagnosticCodes.JournalUnreadable.At(path, 0, 0, why));
            }

            using var file = opened;
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            rest = bytes;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return (events, DiagnosticCodes.JournalUnreadable.At(path, 0, 0, refused.Message));
        }

        RunState? state = null;
        for (var line = 1; rest.Span.IndexOf((byte)'\n') is >= 0 and var end; line++)
        {
            try
            {
                // A blank line, as an editor or a script leaves it, says nothing.
                if (!rest.Span[..end].Trim(" \t\r"u8).IsEmpty && EventJson.Read(rest[..end]) is { } e)
                {
                    state = Follow(state, e);
                    events.Add(e);
                }
            }
            catch (Exception broken) when (broken is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException or NullReferenceException or IndexOutOfRangeException)
            {
                return (events, DiagnosticCodes.JournalUnreadable.At(
                    path, line, 1, $"this line is not an event ({broken.Message.ReplaceLineEndings(" ")}); the journal is left as it is: move its folder away to start a new run"));
            }

            rest = rest[(end + 1)..];
        }

        return (events, null);
    }

    /// <summary>The state that events tell; null when the first is not the run's beginning.</summary>
    public static RunState? Fold(IReadOnlyList<RunEvent> events)
    {
        if (events.Count == 0 || events[0].Data is not RunStarted started)
        {
            return null;
        }

        var state = new RunState(started);
        foreach (var e in events.Skip(1))
        {
            state.Apply(e);
        }

        return state;
    }

    /// <summary>An event that lacks what its type needs is found here, with its line, and not where it is used.</summary>
    private static RunState? Follow(RunState? state, RunEvent e)
    {
        if (state is null)
        {
            return e.Data is RunStarted started ? new RunState(started) : null;
        }

        state.Apply(e);
        return state;
    }
}
