using System.Text;
using Choo.Adapters.Processes;
using Choo.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Processes;

public class BatchProcessTests
{
    private const string Echo = "while IFS= read -r line; do [ \"$line\" != bye ] || { echo 'it went' >&2; exit 3; }; echo \"$$ $line\"; done";

    [UnixTheory(Timeout = 30000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_process_answers_every_question_in_turn(bool portable)
    {
        using var conversation = new BatchProcess(Scripts.Sh(Echo), Scripts.PlatformOf(portable));
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => AskAsync(conversation, $"{i}")));
        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"{i}"), answers.Select(answer => Words(answer)[1]));
        Assert.Single(answers.Select(answer => Words(answer)[0]).Distinct());
    }

    [UnixTheory(Timeout = 30000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_end_before_the_answer_is_told_and_the_next_question_starts_another(bool portable)
    {
        using var conversation = new BatchProcess(Scripts.Sh(Echo), Scripts.PlatformOf(portable));
        var first = await AskAsync(conversation, "one");
        var ended = await AskAsync(conversation, "bye");
        var second = await AskAsync(conversation, "two");
        Assert.Equal((false, "it went\n"), (ended.IsWhole, ended.Stderr));
        Assert.True(second.IsWhole);
        Assert.NotEqual(Words(first)[0], Words(second)[0]);
    }

    [UnixFact(Timeout = 30000)]
    public async Task It_ends_with_its_input()
    {
        var conversation = new BatchProcess(Scripts.Sh(Echo));
        var pid = int.Parse(Words(await AskAsync(conversation, "one"))[0]);
        conversation.Dispose();
        Assert.True(await Scripts.IsGoneAsync(pid));
    }

    [UnixFact(Timeout = 30000)]
    public async Task One_that_is_stuck_is_ended_after_a_minute()
    {
        var time = new FakeTimeProvider();
        using var conversation = new BatchProcess(Scripts.Sh("read -r line; echo half; printf rest; exec sleep 1000") with { Time = time });
        var asked = conversation.AskAsync("one\n"u8.ToArray(), static printed => false);
        await time.AdvanceUntilAsync(asked);
        Assert.False((await asked).IsWhole);
    }

    [UnixFact(Timeout = 30000)]
    public async Task A_program_that_cannot_be_started_is_an_answer_too()
    {
        using var conversation = new BatchProcess(Scripts.Sh(Echo) with { Program = "/nowhere/at/all" });
        var answer = await AskAsync(conversation, "one");
        Assert.False(answer.IsWhole);
        Assert.NotEmpty(answer.Stderr);
    }

    private static Task<Answer> AskAsync(BatchProcess conversation, string line) =>
        conversation.AskAsync(Encoding.UTF8.GetBytes(line + "\n"), static printed => printed.EndsWith("\n"u8));

    private static string[] Words(Answer answer) => Encoding.UTF8.GetString(answer.Bytes).Trim().Split(' ');
}
