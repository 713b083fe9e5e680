using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Choo.Adapters.Tests.Forge;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Engine;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Hosting;

/// <summary>A run that tells a person, over a real connection.</summary>
public sealed class EscalationTests : IDisposable
{
    private const string Path = "hush-path-0123456789";
    private const string Key = "hush-key-0123456789";
    private const string Password = "hush\"word+0123456789";
    private readonly TestEngine engine = new();
    private readonly ConcurrentQueue<string> requests = new();
    private readonly LoopbackServer server;
    private string answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

    public EscalationTests() => server = new LoopbackServer(request =>
    {
        requests.Enqueue(request);
        return answer;
    });

    public void Dispose()
    {
        server.Dispose();
        engine.Dispose();
    }

    private void Configure(string more = "") => engine.Configure(
        $"escalation:\n  slack_webhook: CHOO_SLACK\n  webhook_url: CHOO_HOOK\n  webhook_secret: CHOO_KEY\n{more}environment:\n  gates: [DB_PASSWORD]\nlimits:\n  task_attempts: 1\nbaseline_checks: []\n");

    private RunRequest With(RunRequest request)
    {
        var address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{server.Port}/{Path}");
        return request with
        {
            Variables = new Dictionary<string, string>
            {
                ["PATH"] = Environment.GetEnvironmentVariable("PATH")!,
                ["HOME"] = engine.Repo.Around.At("home"),
                ["CHOO_SLACK"] = $"{address}/slack",
                ["CHOO_HOOK"] = $"{address}/hook",
                ["CHOO_KEY"] = Key,
                ["DB_PASSWORD"] = Password,
            },
        };
    }

    private JsonElement[] Hooked => [.. requests.Where(each => each.Contains("/hook HTTP", StringComparison.Ordinal)).Select(each => JsonDocument.Parse(each.Split("\r\n\r\n", 2)[1]).RootElement)];

    private void Units() => engine.Repo
        .Unit("a", tasks: new SpecText("do: echo w > f.txt", "echo \"f.cs(1,2): error CS0001: no $DB_PASSWORD\"; exit 1"))
        .Unit("b", ["a"], tasks: new SpecText()).Unit("c", ["b"], tasks: new SpecText()).Unit("d", tasks: new SpecText("do: echo d > d.txt")).Commit();

    [Fact(Timeout = 60000)]
    public async Task A_cause_is_told_once_by_each_way_and_not_again_after_a_resume()
    {
        Configure("  when: [failed, blocked, waiting, ended]\n");
        Units();
        engine.AssertExit(1, await engine.RunAsync(With));

        Assert.Equal(["failed", "ended"], Hooked.Select(each => each.GetProperty("kind").GetString()));
        Assert.Equal(["b", "c"], Hooked[0].GetProperty("blocks").EnumerateArray().Select(each => each.GetString()));
        Assert.Equal(4, requests.Count);
        var sent = engine.Recorder.Of<EscalationSent>("a");
        Assert.Equal(["slack", "webhook"], sent.Select(each => each.Channel).Order(StringComparer.Ordinal));
        Assert.All(sent, each => Assert.Equal(Hooked[0].GetProperty("id").GetString(), each.Id));
        Assert.IsType<RunFailed>(engine.Recorder.Events[^1].Data);

        engine.AssertExit(1, await engine.ResumeAsync(With));

        Assert.Equal(["failed", "ended", "ended"], Hooked.Select(each => each.GetProperty("kind").GetString()));
        Assert.Empty(engine.Recorder.Of<EscalationSent>());
    }

    [Fact(Timeout = 60000)]
    public async Task No_secret_is_in_what_was_sent_nor_the_address_in_anything_that_is_kept()
    {
        Configure();
        Units();
        answer = "HTTP/1.1 400 Bad\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        engine.AssertExit(1, await engine.RunAsync(With));

        Assert.Equal(2, engine.Recorder.Of<DiagnosticReported>().Count(each => each.Diagnostic.Code == DiagnosticCodes.EscalationNotDelivered.Id));
        Assert.Equal(2, requests.Count);
        string[] secrets = [Key, Password, "word+0123456789", "word\\u002B0123456789"];
        Assert.All(requests, request => Assert.DoesNotContain(secrets, secret => request.Contains(secret, StringComparison.Ordinal)));
        Assert.All(requests, request => Assert.DoesNotContain(Path, request.Split("\r\n", 2)[1], StringComparison.Ordinal));
        var kept = Directory.EnumerateFiles(engine.RunFolder, "*", SearchOption.AllDirectories).Select(File.ReadAllText)
            .Append(string.Join('\n', engine.Recorder.Events.Select(e => $"{e.Data}"))).ToArray();
        Assert.All(kept, text => Assert.DoesNotContain([.. secrets, Path], secret => text.Contains(secret, StringComparison.Ordinal)));
    }

    [Fact(Timeout = 60000)]
    public async Task What_did_not_arrive_is_told_after_a_resume()
    {
        Configure();
        Units();
        answer = "HTTP/1.1 400 Bad\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        engine.AssertExit(1, await engine.RunAsync(With));
        answer = answer.Replace("400 Bad", "200 OK", StringComparison.Ordinal);
        engine.AssertExit(1, await engine.ResumeAsync(With));
        Assert.Equal(2, Hooked.Length);
        Assert.Equal(Hooked[0].GetProperty("id").GetString(), Hooked[1].GetProperty("id").GetString());
        Assert.Equal(2, engine.Recorder.Of<EscalationSent>("a").Length);
    }

    [Fact(Timeout = 60000)]
    public async Task A_receiver_that_hangs_neither_holds_up_nor_fails_the_run()
    {
        Configure("  timeout: 300ms\n");
        Units();
        answer = LoopbackServer.Stalled;
        engine.AssertExit(1, await engine.RunAsync(With));
        Assert.Equal(["d"], engine.Recorder.Events.Where(e => e.Data is UnitCompleted).Select(e => e.Unit));
        Assert.Contains(engine.Recorder.Of<DiagnosticReported>(), each => each.Diagnostic.Code == DiagnosticCodes.EscalationNotDelivered.Id);
        Assert.IsType<RunFailed>(engine.Recorder.Events[^1].Data);
    }

    [Fact(Timeout = 60000)]
    public async Task A_way_that_cannot_be_used_is_a_warning_and_the_run_goes_on()
    {
        engine.Configure("escalation:\n  slack_webhook: NOT_SET\nbaseline_checks: []\n");
        engine.Repo.Unit("d", tasks: new SpecText("do: echo d > d.txt")).Commit();
        engine.AssertExit(0, await engine.RunAsync(With));
        Assert.Single(engine.Recorder.Of<DiagnosticReported>(), each => each.Diagnostic.Code == DiagnosticCodes.EscalationUnusable.Id);
    }

    [Fact(Timeout = 60000)]
    public async Task An_address_in_the_configuration_is_refused()
    {
        engine.Configure($"escalation:\n  slack_webhook: https://hooks.slack.com/services/{Path}\n");
        engine.Repo.Unit("d", tasks: new SpecText()).Commit();
        var report = await engine.RunAsync(With);
        Assert.Equal(2, report.ExitCode);
        Assert.DoesNotContain(Path, Assert.Single(report.Diagnostics, each => each.Code == DiagnosticCodes.ConfigSecret.Id).Message, StringComparison.Ordinal);
        Assert.Empty(requests);
    }

    [Fact(Timeout = 60000)]
    public async Task Doctor_sends_nothing_unless_it_is_told_to()
    {
        Configure("  command: no-such-program\n");
        engine.Repo.Unit("d", tasks: new SpecText()).Commit();
        var found = (await engine.ExamineAsync(With)).Where(each => each.Name is "escalation" or "slack" or "webhook" or "command").ToArray();
        Assert.Equal([("escalation", FindingState.Warning, "CHOO6002"), ("slack", FindingState.Ok, null), ("webhook", FindingState.Ok, null)], found.Select(each => (each.Name, each.State, each.Code)));
        Assert.Empty(requests);

        await engine.ExamineAsync(With, online: true);
        Assert.Equal("test", Assert.Single(Hooked).GetProperty("kind").GetString());
        Assert.Equal(2, requests.Count);

        answer = "HTTP/1.1 403 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        found = [.. (await engine.ExamineAsync(With, online: true)).Where(each => each.Name is "slack" or "webhook")];
        Assert.All(found, each => Assert.Equal((FindingState.Warning, "CHOO6001"), (each.State, each.Code)));
    }
}
