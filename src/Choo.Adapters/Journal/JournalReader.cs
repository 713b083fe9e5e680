using System.Text.Json;
using Choo.Adapters.Files;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.State;

namespace Choo.Adapters.Journal;

/// <summary>
/// Reads a journal from its beginning to its end, one event at a time, and follows what the events come to. It keeps no event: what a long
/// run wrote need not fit into memory.
/// </summary>
/// <param name="path">The journal's path.</param>
public sealed class JournalReader(string path)
{
    private DateTimeOffset? last;

    /// <summary>What the events read so far come to; null when the first is not the run's beginning.</summary>
    public RunState? State { get; private set; }

    /// <summary>The line that is no event, or why the file cannot be read; nothing was read beyond it. Null when there is none.</summary>
    public Diagnostic? Problem { get; private set; }

    /// <summary>When the first event happened; null before it was read.</summary>
    public DateTimeOffset? Began { get; private set; }

    /// <summary>How long the run worked, over all its starts, without the time between an end and the resume that followed.</summary>
    public TimeSpan Worked { get; private set; }

    /// <summary>The newest event's number, 0 before the first.</summary>
    public long LastSeq { get; private set; }

    /// <summary>Reads to the end.</summary>
    public JournalReader ToEnd()
    {
        foreach (var _ in Events())
        {
            // Reading is all.
        }

        return this;
    }

    /// <summary>The events in order, once. A torn last line and blank lines are left out.</summary>
    public IEnumerable<RunEvent> Events()
    {
        using var file = Open();
        var lines = file is null ? null : new JournalLines(file, PlainFile.Large);
        for (var line = 1; lines is not null && TryNext(lines, line, out var e); line++)
        {
            if (e is not null)
            {
                yield return e;
            }
        }
    }

    private FileStream? Open()
    {
        try
        {
            var (opened, why) = PlainFile.OpenStream(path);
            Problem = opened is null ? DiagnosticCodes.JournalUnreadable.At(path, 0, 0, why) : null;
            return opened;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            Problem = DiagnosticCodes.JournalUnreadable.At(path, 0, 0, refused.Message);
            return null;
        }
    }

    /// <summary>False at the end, and at a line that is no event.</summary>
    private bool TryNext(JournalLines lines, int number, out RunEvent? e)
    {
        e = null;
        try
        {
            if (!lines.TryNext(out var line))
            {
                return false;
            }

            // A blank line, as an editor or a script leaves it, says nothing.
            if (!line.Span.Trim(" \t\r"u8).IsEmpty && EventJson.Read(line) is { } read)
            {
                Follow(read);
                e = read;
            }

            return true;
        }
        catch (IOException refused)
        {
            Problem = DiagnosticCodes.JournalUnreadable.At(path, 0, 0, refused.Message);
        }
        catch (Exception broken) when (broken is JsonException or InvalidDataException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException or NullReferenceException or IndexOutOfRangeException)
        {
            Problem = DiagnosticCodes.JournalUnreadable.At(
                path, number, 1, $"this line is not an event ({broken.Message.ReplaceLineEndings(" ")}); the journal is left as it is: move its folder away to start a new run");
        }

        return false;
    }

    /// <summary>An event that lacks what its type needs is found here, with its line, and not where it is used.</summary>
    private void Follow(RunEvent e)
    {
        if (Began is null)
        {
            State = e.Data is RunStarted started ? new RunState(started) : null;
            Began = e.Time;
            State?.BeginAt(e.Time);
        }
        else
        {
            State?.Apply(e);
        }

        if (e.Data is not RunResumed && last is { } before && e.Time > before)
        {
            Worked += e.Time - before;
        }

        (last, LastSeq) = (e.Time, e.Seq);
    }
}
