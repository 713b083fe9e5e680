using System.Text;
using Choo.Adapters.Journal;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Journal;

public sealed class JournalTests : IDisposable
{
    private readonly TempFolder folder = new();

    private string File => folder.At("runs", "r", "events.jsonl");

    public void Dispose() => folder.Dispose();

    private static RunEvent Event(long seq) => new(seq, DateTimeOffset.UnixEpoch, "r", "a", null, new UnitQueued());

    private void Append(params long[] numbers)
    {
        using var journal = JournalFile.Open(File);
        journal.Append([.. numbers.Select(Event)], durable: true);
    }

    private (IReadOnlyList<RunEvent> Events, Diagnostic? Problem) Read()
    {
        var reader = new JournalReader(File);
        return (reader.Events().ToList(), reader.Problem);
    }

    [Fact]
    public void Events_are_read_in_the_order_they_were_written_also_over_several_starts()
    {
        Append(1, 2);
        Append(3);
        var (events, problem) = Read();
        Assert.Null(problem);
        Assert.Equal([1L, 2L, 3L], events.Select(e => e.Seq));
    }

    [Fact]
    public void A_journal_can_be_read_while_it_is_written()
    {
        using var journal = JournalFile.Open(File);
        journal.Append([Event(1)], durable: false);
        Assert.Single(Read().Events);
        journal.Append([Event(2)], durable: false);
        Assert.Equal(2, Read().Events.Count);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{\"seq\":2,\"time\":\"2026-01-02T03:04:05.000Z\",\"type\":\"unit.queued\",\"run\":\"r\",\"data\":{}}")]
    public void A_last_line_without_its_end_is_left_out_and_cut_off_before_the_next(string torn)
    {
        Append(1);
        System.IO.File.AppendAllText(File, torn);
        Assert.Equal([1L], Read().Events.Select(e => e.Seq));
        Append(2);
        Assert.Equal([1L, 2L], Read().Events.Select(e => e.Seq));
        Assert.Null(Read().Problem);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("{\"type\":\"unit.queued\"}")]
    [InlineData("{\"type\":7}")]
    [InlineData("{\"seq\":\"x\",\"time\":\"2026-01-02T03:04:05.000Z\",\"type\":\"unit.queued\",\"run\":\"r\",\"data\":{}}")]
    [InlineData("{\"seq\":2,\"time\":\"yesterday\",\"type\":\"unit.queued\",\"run\":\"r\",\"data\":{}}")]
    [InlineData("{\"seq\":2,\"time\":\"2026-01-02T03:04:05.000Z\",\"type\":\"unit.failed\",\"run\":\"r\",\"unit\":\"a\",\"data\":null}")]
    public void A_line_in_the_middle_that_is_no_event_is_named(string line)
    {
        Append(1);
        System.IO.File.AppendAllText(File, line + "\n");
        Append(3);
        var (events, problem) = Read();
        Assert.Single(events);
        Assert.Equal((DiagnosticCodes.JournalUnreadable.Id, File, 2), (problem!.Code, problem.File, problem.Line));
    }

    [Fact]
    public void A_line_that_is_longer_than_a_block_is_read_whole()
    {
        var message = new string('x', 300_000);
        using (var journal = JournalFile.Open(File))
        {
            journal.Append([Event(1), Event(2) with { Data = new DiagnosticReported(DiagnosticCodes.Usage.Because(message)) }, Event(3)], durable: false);
        }

        var (events, problem) = Read();
        Assert.Null(problem);
        Assert.Equal([1L, 2L, 3L], events.Select(e => e.Seq));
        Assert.Equal(message, Assert.IsType<DiagnosticReported>(events[1].Data).Diagnostic.Message);
    }

    [Fact]
    public void The_time_between_an_end_and_the_resume_is_no_work()
    {
        RunEvent At(int seq, int second, EventData data) => new(seq, DateTimeOffset.UnixEpoch.AddSeconds(second), "r", null, null, data);
        using (var journal = JournalFile.Open(File))
        {
            journal.Append([At(1, 0, new DiagnosticReported(DiagnosticCodes.Usage.Because("x"))), At(2, 5, new RunInterrupted(RunSignal.SIGINT)), At(3, 3600, new RunResumed(0)), At(4, 3607, new RunInterrupted(RunSignal.SIGINT))], durable: false);
        }

        var read = new JournalReader(File).ToEnd();
        Assert.Equal((TimeSpan.FromSeconds(12), 4L), (read.Worked, read.LastSeq));
    }

    [Fact]
    public void A_blank_line_is_no_reason_to_refuse_a_journal()
    {
        Append(1);
        System.IO.File.AppendAllText(File, "\n \n");
        Append(2);
        var (events, problem) = Read();
        Assert.Equal([1, 2], events.Select(e => e.Seq));
        Assert.Null(problem);
    }

    [Fact]
    public void An_event_of_a_later_choo_is_passed_over()
    {
        Append(1);
        System.IO.File.AppendAllText(File, "{\"seq\":2,\"time\":\"2026-01-02T03:04:05.000Z\",\"type\":\"unit.dreamt\",\"run\":\"r\",\"data\":{}}\n");
        Append(3);
        var (events, problem) = Read();
        Assert.Null(problem);
        Assert.Equal([1L, 3L], events.Select(e => e.Seq));
    }

    [Fact]
    public void A_journal_that_is_not_there_is_a_problem_and_no_exception() =>
        Assert.Equal(DiagnosticCodes.JournalUnreadable.Id, Read().Problem!.Code);

    [Fact]
    public void Text_beyond_ascii_comes_back_as_it_was()
    {
        using (var journal = JournalFile.Open(File))
        {
            journal.Append([Event(1) with { Data = new DiagnosticReported(DiagnosticCodes.Usage.Because("ü \U0001F682 \"quoted\"\nline")) }], durable: false);
        }

        Assert.Equal("ü \U0001F682 \"quoted\"\nline", Assert.IsType<DiagnosticReported>(Read().Events[0].Data).Diagnostic.Message);
        Assert.Equal(1, Encoding.UTF8.GetString(System.IO.File.ReadAllBytes(File)).Count(c => c == '\n'));
    }

    [Fact]
    public void Without_its_beginning_a_journal_tells_no_state()
    {
        Append(1);
        Assert.Null(new JournalReader(File).ToEnd().State);
        System.IO.File.WriteAllText(File, "");
        Assert.Null(new JournalReader(File).ToEnd().State);
    }
}
