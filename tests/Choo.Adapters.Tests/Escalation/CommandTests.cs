using Choo.Adapters.Escalation;
using Choo.Adapters.Tests.Agents;
using Choo.Core.Configuration;
using Choo.Core.Escalation;
using Choo.Core.Ports;
using Choo.Core.Secrets;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Escalation;

/// <summary>A real program that is told.</summary>
public sealed class CommandTests : IDisposable
{
    private const string Hush = "hush-hush-0123456789";
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static EscalationMessage Message => EscalationText.Test("app", DateTimeOffset.UnixEpoch) with { Message = $"it said {Hush}" };

    private IEscalationChannel Open(string script, TimeSpan? timeout = null, params string[] arguments)
    {
        folder.WriteProgram("tools/notify.sh", $"#!/bin/sh\n{script}\n");
        var opened = new EscalationOpening
        {
            Config = new EscalationConfig { Command = ["./tools/notify.sh", .. arguments], Timeout = timeout ?? TimeSpan.FromSeconds(30) },
            Variables = new Dictionary<string, string>(),
            CommandEnvironment = new Dictionary<string, string> { ["PATH"] = Environment.GetEnvironmentVariable("PATH")!, ["CHOO_RUN"] = "run" },
            Folder = folder.Path,
            Redactor = Redactor.Of([Hush]),
            Version = "1",
        }.Open();
        Assert.Empty(opened.Problems);
        return Assert.Single(opened.All);
    }

    [UnixFact(Timeout = 60000)]
    public async Task It_gets_the_document_on_standard_input_and_nothing_of_choos_environment()
    {
        Assert.Null(await Open("cat > got.json; env > got.env; echo \"$1\" > got.args", arguments: "a b").SendAsync(Message, default));
        Assert.Equal(EscalationJson.Write(Message).Replace(Hush, Redactor.Mark, StringComparison.Ordinal) + "\n", folder.Read("got.json"));
        Assert.Equal("a b\n", folder.Read("got.args"));
        var names = File.ReadLines(folder.At("got.env")).Select(line => line.Split('=')[0]).Except(["PWD", "SHLVL", "_", "OLDPWD", "CHOO_PROCESS"]);
        Assert.Equal(["CHOO_RUN", "PATH"], names.Order(StringComparer.Ordinal));
    }

    [UnixFact(Timeout = 60000)]
    public async Task One_that_fails_is_started_once()
    {
        var problem = await Open($"echo x >> starts; echo {Hush} >&2; exit 3").SendAsync(Message, default);
        Assert.Equal(("CHOO6001", "command did not get \"choo's messages arrive here\": it ended with exit code 3"), (problem!.Code, problem.Message));
        Assert.Equal("x\n", folder.Read("starts"));
    }

    [UnixFact(Timeout = 60000)]
    public async Task One_that_does_not_end_is_ended()
    {
        var problem = await Open("sleep 600", TimeSpan.FromSeconds(0.2)).SendAsync(Message, default);
        Assert.EndsWith("it did not end within 0.2 s", problem!.Message, StringComparison.Ordinal);
    }

    [UnixFact(Timeout = 60000)]
    public async Task One_that_does_not_read_is_no_trouble() => Assert.Null(await Open("exit 0").SendAsync(Message with { Message = new string('x', 1 << 20) }, default));

    [UnixFact(Timeout = 60000)]
    public async Task One_that_went_away_is_a_warning()
    {
        var channel = Open("exit 0");
        File.Delete(folder.At("tools/notify.sh"));
        Assert.Contains("it could not be started", (await channel.SendAsync(Message, default))!.Message, StringComparison.Ordinal);
    }

    [UnixFact(Timeout = 60000)]
    public async Task Cancelling_ends_it()
    {
        using var stop = new CancellationTokenSource();
        var sending = Open("sleep 600").SendAsync(Message, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }
}
