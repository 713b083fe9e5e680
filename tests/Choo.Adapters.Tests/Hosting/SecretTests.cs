using System.Buffers;
using System.Collections;
using System.Text;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Secrets;
using Choo.Testing;
using Choo.Testing.GitHub;
using Choo.Testing.GitHub.State;
using Xunit;

namespace Choo.Adapters.Tests.Hosting;

/// <summary>What children get of the environment, and that a secret stands nowhere afterwards.</summary>
public sealed class SecretTests
{
    private const string Forge = "forge-value-0123456789";
    private const string Password = "pass\"word+0123456789";
    private static readonly string Shaped = "ghp_" + new string('7', 36);

    private static Dictionary<string, string> Outer()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry each in Environment.GetEnvironmentVariables())
        {
            variables[(string)each.Key] = (string)each.Value!;
        }

        variables["GITHUB_TOKEN"] = Forge;
        variables["COPY_OF_IT"] = Forge;
        variables["DB_PASSWORD"] = Password;
        variables["PLAIN"] = "plain";
        variables["ANTHROPIC_API_KEY"] = "model-key-0123456789";
        return variables;
    }

    [Fact(Timeout = 60000)]
    public async Task Agents_and_gates_get_what_is_allowed_and_what_the_configuration_names()
    {
        using var engine = new TestEngine().Configure("environment:\n  agents: [COPY_OF_IT, PLAIN, \"DB_*\"]\n  gates: [DB_PASSWORD]\nbaseline_checks: []\n");
        var gate = engine.Repo.Around.At("gate.env");
        engine.Repo.Unit("a", tasks: new SpecText("do: env > \"$STATE/agent.env\"; echo w > f.txt", $"env > {gate}")).Commit();

        engine.AssertExit(0, await engine.RunAsync(request => request with { Variables = Outer() }));

        var agent = Names(Path.Combine(engine.Agent.State, "agent.env"));
        Assert.Subset(agent, new HashSet<string> { "PATH", "HOME", "PLAIN", "DB_PASSWORD", "ANTHROPIC_API_KEY", "CHOO_RUN", "CHOO_SESSION", "CHOO_UNIT", "CHOO_TASK", "STATE" });
        Assert.Empty(agent.Intersect(["GITHUB_TOKEN", "COPY_OF_IT"]));
        var gates = Names(gate);
        Assert.Subset(gates, new HashSet<string> { "PATH", "HOME", "DB_PASSWORD", "CHOO_RUN", "CHOO_SESSION", "CHOO_UNIT", "MSBUILDDISABLENODEREUSE" });
        Assert.Empty(gates.Intersect(["GITHUB_TOKEN", "COPY_OF_IT", "PLAIN", "ANTHROPIC_API_KEY", "STATE"]));
    }

    [Fact(Timeout = 60000)]
    [Incident("26", "the agent prints secrets")]
    public async Task A_secret_stands_in_no_log_journal_prompt_or_event()
    {
        using var engine = new TestEngine().Configure("environment:\n  agents: [DB_PASSWORD]\n  gates: [DB_PASSWORD]\nbaseline_checks: []\n");
        var say = "printf '{\"type\":\"assistant\",\"message\":{\"id\":\"1\",\"content\":[{\"type\":\"text\",\"text\":\"I saw %s\"}]}}\\n' \"$ANTHROPIC_API_KEY\"; echo \"$DB_PASSWORD\" >&2";
        engine.Repo.Unit("a", tasks: new SpecText(
            $"do: {say}; echo w$n > f.txt",
            $"echo \"it is $DB_PASSWORD and {Shaped}\"; grep -q 2 f.txt || {{ echo \"f.cs(1,2): error CS0001: no $DB_PASSWORD\"; exit 1; }}")).Commit();

        engine.AssertExit(0, await engine.RunAsync(request => request with { Variables = Outer() }));

        Assert.Equal(2, engine.Agent.Starts.Length);
        Assert.Contains(Redactor.Mark, engine.Agent.Prompt("a", "1", 2), StringComparison.Ordinal);
        Assert.Contains(engine.Recorder.Of<ValidationFailed>(), failed => failed.Evidence!.Diagnostics[0].Message == $"no {Redactor.Mark}");
        string[] secrets = [Password, "word+0123456789", "word\\u002B0123456789", "model-key-0123456789", Shaped];
        var texts = Directory.EnumerateFiles(engine.RunFolder, "*", SearchOption.AllDirectories).Select(file => (Where: file, Text: File.ReadAllText(file)))
            .Concat(Enumerable.Range(1, 2).Select(n => (Where: $"prompt {n}", Text: engine.Agent.Prompt("a", "1", n))))
            .Append((Where: "events", Text: Written(engine.Recorder.Events))).ToArray();
        Assert.True(texts.Length > 6);
        foreach (var (where, text) in texts)
        {
            Assert.All(secrets, secret => Assert.False(text.Contains(secret, StringComparison.Ordinal), $"{secret} stands in {where}"));
        }
    }

    [Fact(Timeout = 60000)]
    [Incident("26", "an agent and a gate print the forge's token, which only GitHub's command line had, as it is and as HTTP has it")]
    public async Task A_token_that_is_in_no_variable_stands_nowhere_either()
    {
        const string token = "choo-forge-word-0123456789";
        await using var hub = await GitHubStandIn.StartAsync(new StandInOptions { Owner = "acme", Name = "widgets", FirstCommit = false, Token = token });
        hub.People.Add("alice");
        hub.Rules["main"] = new BranchRules { RequiredChecks = ["build"] };
        hub.Events.On<HubEvent.ChecksRequested>(each => hub.Checks.Complete(each.Commit, "build", "success"));
        hub.Events.On<HubEvent.Opened>(each => hub.Reviews.Approve(each.Pull, "alice"));
        using var engine = new TestEngine().Configure($"land: pull_request\ngithub:\n  base_url: {hub.ApiUrl}\nreview:\n  poll_interval: 1s\nbaseline_checks: []\n");
        engine.Repo.Around.WriteProgram("gh/gh", $"#!/bin/sh\necho {token}\n");
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"x-access-token:{token}"));
        var say = "printf '{\"type\":\"assistant\",\"message\":{\"id\":\"1\",\"content\":[{\"type\":\"text\",\"text\":\"I saw %s\"}]}}\\n' \"$(gh auth token)\"";
        engine.Repo.Unit("a", tasks: new SpecText(
            $"do: {say}; gh auth token >&2; echo {basic} >&2; echo w$n > f.txt", $"gh auth token; echo {basic}; grep -q 2 f.txt")).Commit();
        engine.Repo.Git("remote", "add", "origin", hub.CloneUrl);
        engine.Repo.Git("push", "--quiet", hub.Git.Path, "main");
        var variables = Outer();
        variables.Keys.Where(VariableNames.IsForgeToken).Append("COPY_OF_IT").ToList().ForEach(name => variables.Remove(name));
        variables["PATH"] = $"{engine.Repo.Around.At("gh")}{Path.PathSeparator}{variables["PATH"]}";

        engine.AssertExit(0, await engine.RunAsync(request => request with { Variables = variables }));

        Assert.True(Assert.Single(hub.PullRequests.All).IsMerged);
        var texts = Directory.EnumerateFiles(engine.RunFolder, "*", SearchOption.AllDirectories).Select(file => (Where: file, Text: File.ReadAllText(file)))
            .Concat(Enumerable.Range(1, 2).Select(n => (Where: $"prompt {n}", Text: engine.Agent.Prompt("a", "1", n))))
            .Append((Where: "events", Text: Written(engine.Recorder.Events))).ToArray();
        Assert.Contains(texts, each => each.Text.Contains(Redactor.Mark, StringComparison.Ordinal));
        foreach (var (where, text) in texts)
        {
            Assert.False(text.Contains(token, StringComparison.Ordinal) || Redactor.InBase64(token).Any(each => text.Contains(each, StringComparison.Ordinal)), $"it stands in {where}");
        }
    }

    [Fact(Timeout = 60000)]
    public async Task The_digest_of_a_gate_is_that_of_its_log()
    {
        using var engine = new TestEngine().Configure("environment:\n  gates: [DB_PASSWORD]\nbaseline_checks: []\n");
        engine.Repo.Unit("a", tasks: new SpecText("do: echo w > f.txt", "echo \"it is $DB_PASSWORD\"; printf 'no end'")).Commit();

        engine.AssertExit(0, await engine.RunAsync(request => request with { Variables = Outer() }));

        var evidence = Assert.Single(engine.Recorder.Of<ValidationPassed>()).Evidence;
        var log = File.ReadAllBytes(Path.Combine(engine.RunFolder, evidence.Log!));
        Assert.Equal($"it is {Redactor.Mark}\nno end", Encoding.UTF8.GetString(log));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(log)), evidence.OutputDigest);
    }

    [Theory(Timeout = 60000)]
    [InlineData("environment:\n  agents: [GITHUB_TOKEN]\n", "environment.agents")]
    [InlineData("    script:\n      command: x\n      env:\n        GH_TOKEN: x\n", "provider.providers.script.env")]
    public async Task A_configuration_that_gives_an_agent_the_forges_token_is_refused(string more, string path)
    {
        using var engine = new TestEngine().Configure(more);
        engine.Repo.Unit("a", tasks: new SpecText()).Commit();

        var report = await engine.RunAsync();

        Assert.Equal(2, report.ExitCode);
        var problem = Assert.Single(report.Diagnostics, each => each.Code == DiagnosticCodes.ConfigBadValue.Id);
        Assert.StartsWith($"{path} must not name", problem.Message, StringComparison.Ordinal);
        Assert.True(problem.Line > 0 && problem.Column > 0);
        Assert.Empty(engine.Agent.Starts);
    }

    private static HashSet<string> Names(string file) => [.. File.ReadLines(file).Where(line => line.Contains('=')).Select(line => line.Split('=')[0])];

    private static string Written(IEnumerable<RunEvent> events)
    {
        var buffer = new ArrayBufferWriter<byte>();
        foreach (var e in events)
        {
            EventJson.WriteLine(buffer, e);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
