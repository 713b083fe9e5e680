using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Choo.Adapters.Escalation;
using Choo.Adapters.Tests.Forge;
using Choo.Core.Diagnostics;
using Choo.Core.Escalation;
using Choo.Core.Ports;
using Choo.Core.Secrets;
using Choo.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Escalation;

/// <summary>Slack and webhooks over a real connection: what is sent, what is tried again, and what is said of a failure.</summary>
public sealed class PostTests : IDisposable
{
    private const string Hush = "hush-hush-0123456789";
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider clock = new(Start);
    private readonly ConcurrentQueue<string> requests = new();
    private readonly List<IDisposable> open = [];

    public void Dispose() => open.ForEach(each => each.Dispose());

    private static EscalationMessage Message => EscalationText.Test("app", Start) with
    {
        Kind = EscalationKind.Failed,
        Severity = Severity.Error,
        Run = "20260302-080000-abcd",
        Target = "main",
        Unit = "parser",
        Title = "parser failed (CHOO4101); it blocks 12 units",
        Message = $"the gate failed & said \"<!channel>\" *bold*\u001b[31m with {Hush}",
        Diagnostic = DiagnosticCodes.BackpressureFailed.At("specs/tasks/parser/01-x.md", 3, 1, "the gate failed"),
        Blocks = [.. Enumerable.Range(10, 12).Select(n => $"u{n}")],
    };

    private IEscalationChannel Open(string kind, int port, TimeSpan? timeout = null, string? key = null)
    {
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/services/{Hush}"));
        var options = new PostOptions { Timeout = timeout ?? TimeSpan.FromHours(1), Version = "1.2.3", Time = clock, Random = new Random(1) };
        IEscalationChannel channel = kind == "slack" ? new SlackChannel(address, Redactor.Of([Hush]), options) : new WebhookChannel(address, key, Redactor.Of([Hush]), options);
        open.Add((IDisposable)channel);
        return channel;
    }

    /// <summary>Answers in order; the last one again and again.</summary>
    private IEscalationChannel Open(string kind, params string?[] answers)
    {
        var server = new LoopbackServer(request =>
        {
            requests.Enqueue(request);
            return answers[Math.Min(requests.Count, answers.Length) - 1];
        });
        open.Add(server);
        return Open(kind, server.Port, answers.Contains(LoopbackServer.Stalled) ? TimeSpan.FromSeconds(10) : null);
    }

    private async Task<string?> SendAsync(IEscalationChannel channel)
    {
        var sending = channel.SendAsync(Message, default);
        await clock.AdvanceUntilAsync(sending);
        var problem = await sending;
        Assert.True(problem is null or { Code: "CHOO6001", Severity: Severity.Warning });
        Assert.DoesNotContain("hush", problem?.Message ?? "", StringComparison.Ordinal);
        return problem?.Message;
    }

    private static string Answer(string status, string header = "") => $"HTTP/1.1 {status}\r\n{header}Content-Length: 0\r\nConnection: close\r\n\r\n";

    private string Body => requests.Last().Split("\r\n\r\n", 2)[1];

    [Fact(Timeout = 60000)]
    public async Task Slack_gets_plain_text_that_mentions_nobody()
    {
        Assert.Null(await SendAsync(Open("slack", Answer("200 OK"))));
        var request = Assert.Single(requests);
        Assert.StartsWith($"POST /services/{Hush} HTTP/1.1", request, StringComparison.Ordinal);
        Assert.Contains("Content-Type: application/json", request, StringComparison.Ordinal);
        Assert.Contains("User-Agent: choo/1.2.3", request, StringComparison.Ordinal);
        using var json = System.Text.Json.JsonDocument.Parse(Body);
        Assert.Equal("app: parser failed (CHOO4101); it blocks 12 units", json.RootElement.GetProperty("text").GetString());
        var blocks = json.RootElement.GetProperty("blocks").EnumerateArray().ToArray();
        Assert.Equal("\u274C app: parser failed (CHOO4101); it blocks 12 units", blocks[0].GetProperty("text").GetProperty("text").GetString());
        Assert.Equal("the gate failed & said \"<!channel>\" *bold* [31m with [redacted]", blocks[1].GetProperty("text").GetProperty("text").GetString());
        Assert.Equal(
            "specs/tasks/parser/01-x.md(3,1) · blocked: u10, u11, u12, u13, u14, u15, u16, u17, u18, u19 and 2 more · run 20260302-080000-abcd onto main",
            blocks[2].GetProperty("elements")[0].GetProperty("text").GetString());
        Assert.DoesNotContain("mrkdwn", Body, StringComparison.Ordinal);
        Assert.DoesNotContain(Hush, Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<!channel> & <@U1>", "&lt;!channel&gt; &amp; &lt;@U1&gt;")]
    [InlineData("a\nb\u0007", "a b")]
    [InlineData("", "-")]
    public void The_fallback_text_is_escaped(string title, string expected)
    {
        using var json = System.Text.Json.JsonDocument.Parse(SlackText.Of(Message with { Title = title, Message = title }));
        Assert.Equal(title.Length == 0 ? "app:" : $"app: {expected}", json.RootElement.GetProperty("text").GetString());
    }

    [Fact]
    public void A_long_text_is_cut_where_Slack_would_refuse_it()
    {
        using var json = System.Text.Json.JsonDocument.Parse(SlackText.Of(Message with { Message = new string('x', 2799) + "\U0001F600" + new string('y', 9000) }));
        Assert.Equal(new string('x', 2799) + "…", json.RootElement.GetProperty("blocks")[1].GetProperty("text").GetProperty("text").GetString());
    }

    [Fact(Timeout = 60000)]
    public async Task A_webhook_gets_the_document_with_its_id_and_a_signature()
    {
        using var server = new LoopbackServer(request =>
        {
            requests.Enqueue(request);
            return Answer("204 No Content");
        });
        Assert.Null(await SendAsync(Open("webhook", server.Port, key: "the key")));
        Assert.Equal(EscalationJson.Write(Message).Replace(Hush, Redactor.Mark, StringComparison.Ordinal), Body);
        Assert.Contains($"X-Choo-Delivery: {Message.Id}\r\n", requests.Last(), StringComparison.Ordinal);
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes("the key"), Encoding.UTF8.GetBytes(Body)));
        Assert.Contains($"X-Choo-Signature: sha256={signature}\r\n", requests.Last(), StringComparison.Ordinal);
        Assert.Null(await SendAsync(Open("webhook", server.Port)));
        Assert.DoesNotContain("X-Choo-Signature", requests.Last(), StringComparison.Ordinal);
    }

    [Theory(Timeout = 60000)]
    [InlineData("slack", "503 Unavailable", 2, null)]
    [InlineData("slack", "429 Too Many", 2, null)]
    [InlineData("slack", "500 Broken", 1, "answered 500")]
    [InlineData("slack", "404 Gone", 1, "answered 404")]
    [InlineData("slack", "302 Found", 1, "answered 302")]
    [InlineData("slack", null, 1, "the connection broke before an answer, so it may have arrived")]
    [InlineData("webhook", "503 Unavailable", 2, null)]
    [InlineData("webhook", "429 Too Many", 2, null)]
    [InlineData("webhook", "502 Broken", 2, null)]
    [InlineData("webhook", "408 Late", 2, null)]
    [InlineData("webhook", "401 No", 1, "answered 401")]
    [InlineData("webhook", null, 2, null)]
    public async Task A_message_is_sent_again_only_where_that_does_no_harm(string kind, string? first, int expected, string? problem)
    {
        var said = await SendAsync(Open(kind, first is null ? null : Answer(first, "Location: /other\r\n"), Answer("200 OK")));
        Assert.Equal(problem is null ? null : $"{kind} did not get \"{Message.Title}\": {problem}", said);
        Assert.Equal(expected, requests.Count);
    }

    [Theory(Timeout = 60000)]
    [InlineData("slack", 1, "no answer within 10 s, so it may have arrived")]
    [InlineData("webhook", 4, "no answer within 10 s, 4 times")]
    public async Task An_attempt_ends_after_its_time(string kind, int expected, string problem)
    {
        Assert.EndsWith(problem, await SendAsync(Open(kind, LoopbackServer.Stalled)), StringComparison.Ordinal);
        Assert.Equal(expected, requests.Count);
    }

    [Fact(Timeout = 60000)]
    public async Task It_is_given_up_after_four_attempts_each_after_a_longer_wait()
    {
        Assert.EndsWith("answered 503, 4 times", await SendAsync(Open("slack", Answer("503 Unavailable"))), StringComparison.Ordinal);
        Assert.Equal(4, requests.Count);
        Assert.InRange(clock.GetUtcNow() - Start, TimeSpan.FromSeconds(7), TimeSpan.FromMinutes(5));
    }

    [Fact(Timeout = 60000)]
    public async Task The_wait_that_a_receiver_asks_for_counts_unless_it_is_long()
    {
        Assert.Null(await SendAsync(Open("slack", Answer("429 Too Many", "Retry-After: 20\r\n"), Answer("200 OK"))));
        Assert.True(clock.GetUtcNow() - Start >= TimeSpan.FromSeconds(20));
        requests.Clear();
        var date = (clock.GetUtcNow() + TimeSpan.FromHours(2)).ToString("r", CultureInfo.InvariantCulture);
        Assert.Contains("answered 429 and asks to wait", await SendAsync(Open("webhook", Answer("429 Too Many", $"Retry-After: {date}\r\n"))), StringComparison.Ordinal);
        Assert.Single(requests);
    }

    [Theory(Timeout = 60000)]
    [InlineData("slack")]
    [InlineData("webhook")]
    public async Task Where_nobody_listens_it_is_tried_four_times(string kind)
    {
        int port;
        using (var server = new LoopbackServer(_ => null))
        {
            port = server.Port;
        }

        Assert.EndsWith("no connection (ConnectionError), 4 times", await SendAsync(Open(kind, port)), StringComparison.Ordinal);
    }

    [Fact(Timeout = 60000)]
    public async Task Cancelling_ends_a_wait_at_once()
    {
        using var stop = new CancellationTokenSource();
        var sending = Open("slack", Answer("503 Unavailable")).SendAsync(Message, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }
}
