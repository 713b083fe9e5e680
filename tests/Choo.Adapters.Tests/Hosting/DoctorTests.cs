using System.Collections.Immutable;
using Choo.Core.Diagnostics;
using Choo.Engine;
using Choo.Testing;
using Choo.Testing.MockModel;
using Xunit;

namespace Choo.Adapters.Tests.Hosting;

/// <summary>What <c>doctor</c> finds besides what <c>run</c> refuses (<see cref="RefusalTests"/>).</summary>
public sealed class DoctorTests : IDisposable
{
    private readonly TestEngine engine = new();

    public void Dispose() => engine.Dispose();

    [Fact(Timeout = 60000)]
    public async Task A_repository_that_would_run_has_no_error_and_says_what_would_run()
    {
        engine.Repo.Unit("a", tasks: [new(), new()]).Commit();

        var found = await engine.ExamineAsync();

        Assert.DoesNotContain(found, finding => finding.State == FindingState.Error);
        Assert.StartsWith("main at ", One(found, "target").Detail, StringComparison.Ordinal);
        Assert.Equal("1 unit, 2 tasks committed in main; 1 unit to run", One(found, "specs").Detail);
        Assert.Equal(FindingState.Warning, One(found, "gates").State);
        Assert.EndsWith("(a unit uses it)", One(found, "agent claude").Detail, StringComparison.Ordinal);
        Assert.Empty(engine.Agent.Starts);
        Assert.Equal("", engine.Repo.Status());
    }

    [Fact(Timeout = 60000)]
    public async Task Specs_that_are_not_committed_are_counted_in_one_warning()
    {
        engine.Repo.Unit("a", tasks: new SpecText()).Commit();
        engine.Repo.Unit("later", tasks: [new(), new()]);

        var found = await engine.ExamineAsync();

        var warning = Assert.Single(found, finding => finding.Code == DiagnosticCodes.SpecNotCommitted.Id);
        Assert.Equal(FindingState.Warning, warning.State);
        Assert.Contains("(and 2 more)", warning.Detail, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60000)]
    public async Task An_agent_that_no_unit_uses_may_be_missing_and_is_not_called_ok()
    {
        engine.Repo.Unit("a", tasks: new SpecText()).Commit();

        var found = await engine.ExamineAsync(request => request with { Environment = name => name == "PATH" ? OnlyGit(engine.Repo.Around) : null });

        Assert.Equal((FindingState.Info, "not found; no unit uses it"), (One(found, "agent codex").State, One(found, "agent codex").Detail));
    }

    [Fact(Timeout = 60000)]
    public async Task The_default_gates_are_named_and_a_fitting_sdk_is_fine()
    {
        engine.Repo.Write("App/App.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />\n").Unit("a", tasks: new SpecText()).Commit();

        var found = await engine.ExamineAsync();

        Assert.Equal("dotnet build App/App.csproj; dotnet test App/App.csproj (the default for the solution or project that was found)", One(found, "gates").Detail);
        Assert.StartsWith("SDK ", One(found, "dotnet").Detail, StringComparison.Ordinal);
        Assert.Equal(FindingState.Ok, One(found, "dotnet").State);
    }

    [Fact(Timeout = 60000)]
    public async Task An_sdk_that_global_json_asks_for_in_vain_is_an_error_where_a_gate_needs_it()
    {
        engine.Repo.Write("App/App.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />\n")
            .Write("global.json", """{ "sdk": { "version": "99.0.100" } }""").Unit("a", tasks: new SpecText()).Commit();

        var needed = One(await engine.ExamineAsync(), "dotnet");
        engine.Configure("baseline_checks:\n  - name: none\n    command: \"true\"\n");
        engine.Repo.Commit();
        var unneeded = One(await engine.ExamineAsync(), "dotnet");

        Assert.Equal(FindingState.Error, needed.State);
        Assert.Contains("99.0.100", needed.Detail, StringComparison.Ordinal);
        Assert.Contains("global.json", needed.Advice, StringComparison.Ordinal);
        Assert.Equal(FindingState.Info, unneeded.State);
    }

    [Fact(Timeout = 60000)]
    public async Task Without_dotnet_on_the_path_a_gate_that_needs_it_is_an_error()
    {
        engine.Repo.Unit("a", tasks: new SpecText(Gate: "dotnet build")).Commit();

        var found = await engine.ExamineAsync(request => request with { Environment = name => name == "PATH" ? OnlyGit(engine.Repo.Around) : null });

        Assert.Equal(FindingState.Error, One(found, "dotnet").State);
    }

    [Theory(Timeout = 60000)]
    [InlineData("echo '{\"loggedIn\": true}'", FindingState.Ok)]
    [InlineData("echo '{\"loggedIn\": false}'; exit 1", FindingState.Error)]
    [InlineData("echo unknown command >&2; exit 1", FindingState.Info)]
    public async Task Claude_is_asked_whether_it_is_signed_in(string answer, FindingState expected)
    {
        var found = await ExamineAsync("claude", "2.1.0 (Claude Code)", $"'auth status') {answer} ;;");

        Assert.Equal(expected, One(found, "login claude").State);
        Assert.Equal(["--version", "auth status"], Asked("claude"));
    }

    [Theory(Timeout = 60000)]
    [InlineData("exit 0", FindingState.Ok)]
    [InlineData("echo Not logged in >&2; exit 1", FindingState.Error)]
    public async Task Codex_is_asked_whether_it_is_signed_in(string answer, FindingState expected)
    {
        var found = await ExamineAsync("codex", "codex-cli 0.169.0", $"'login status') {answer} ;;");

        Assert.Equal(expected, One(found, "login codex").State);
        Assert.Equal(FindingState.Ok, One(found, "sandbox codex").State);
    }

    [Fact(Timeout = 60000)]
    public async Task A_sandbox_of_codex_that_does_not_start_is_an_error_with_the_way_out()
    {
        var found = await ExamineAsync(
            "codex", "codex-cli 0.169.0", "'sandbox --help') ;;\nsandbox*) echo 'WARNING: something else' >&2; echo 'bwrap: No permissions to create new namespace' >&2; exit 1 ;;");

        var sandbox = One(found, "sandbox codex");
        Assert.Equal(FindingState.Error, sandbox.State);
        Assert.Contains("bwrap: No permissions to create new namespace", sandbox.Detail, StringComparison.Ordinal);
        Assert.Contains("provider.providers.codex.args: [--sandbox, danger-full-access]", sandbox.Advice, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60000)]
    public async Task Older_codex_has_a_sandbox_command_for_each_platform()
    {
        var system = OperatingSystem.IsMacOS() ? "macos" : "linux";
        var found = await ExamineAsync(
            "codex", "codex-cli 0.50.0", $"'sandbox --help') printf 'Commands:\\n  macos  Run under Seatbelt\\n  linux  Run under Landlock\\n' ;;\n'sandbox {system} '*) ;;\nsandbox*) exit 1 ;;");

        Assert.Equal(FindingState.Ok, One(found, "sandbox codex").State);
    }

    [Fact(Timeout = 60000)]
    public async Task A_sandbox_that_is_switched_off_is_not_tried()
    {
        var found = await ExamineAsync("codex", "codex-cli 0.169.0", "sandbox*) exit 1 ;;", "args: [--sandbox, danger-full-access]");

        Assert.Equal(FindingState.Info, One(found, "sandbox codex").State);
        Assert.DoesNotContain(Asked("codex"), line => line.StartsWith("sandbox", StringComparison.Ordinal));
    }

    [Fact(Timeout = 60000)]
    public async Task A_wrapper_is_asked_for_its_version_at_most_since_a_question_could_become_a_paid_turn()
    {
        var found = await ExamineAsync("claude", "my-wrapper 1.0", "");

        Assert.Equal(FindingState.Info, One(found, "login claude").State);
        Assert.Equal(["--version"], Asked("claude"));
    }

    [RealCliFact("claude", "codex")]
    public async Task The_real_command_lines_answer()
    {
        await using var model = await MockServer.StartAsync();
        var variables = RealCli.Isolate(model, engine.Repo.Around.Folder("home"));
        engine.Repo.Write(".choo.yaml", $"provider:\n  providers:\n    claude: {{ command: [{RealCli.Find("claude")}] }}\n    codex: {{ command: [{RealCli.Find("codex")}] }}\n")
            .Unit("a", provider: "claude", tasks: new SpecText()).Unit("b", provider: "codex", tasks: new SpecText()).Commit();

        var with = await engine.ExamineAsync(request => request with { Variables = variables });
        variables.Remove("ANTHROPIC_API_KEY");
        File.Delete(Path.Combine(variables["CODEX_HOME"], "config.toml"));
        var without = await engine.ExamineAsync(request => request with { Variables = variables });

        Assert.Equal((FindingState.Ok, FindingState.Info), (One(with, "login claude").State, One(with, "login codex").State));
        Assert.Equal((FindingState.Error, FindingState.Error), (One(without, "login claude").State, One(without, "login codex").State));
        Assert.Equal((FindingState.Ok, FindingState.Ok), (One(with, "sandbox codex").State, One(without, "sandbox codex").State));
        Assert.Empty(model.Calls);
        Assert.Equal("", engine.Repo.Status());
    }

    /// <summary>Examines with a command line that answers <c>--version</c> and these cases of a shell's <c>case "$*"</c>, and keeps what it was asked.</summary>
    private Task<IReadOnlyList<Finding>> ExamineAsync(string name, string version, string cases, string entry = "model: some")
    {
        var program = engine.Repo.Around.WriteProgram(
            $"own/{name}", $"#!/bin/sh\necho \"$*\" >> '{engine.Repo.Around.At($"{name}.asked")}'\ncase \"$*\" in\n--version) echo '{version}' ;;\n{cases}\nesac\n");
        engine.Repo.Write(".choo.yaml", $"provider:\n  type: {name}\n  providers:\n    {name}:\n      command: {program}\n      {entry}\n").Unit("a", tasks: new SpecText()).Commit();
        return engine.ExamineAsync(request => request with { Variables = ImmutableDictionary<string, string>.Empty.Add("PATH", Environment.GetEnvironmentVariable("PATH")!) });
    }

    private string[] Asked(string name) => File.ReadAllLines(engine.Repo.Around.At($"{name}.asked"));

    /// <summary>A PATH on which there is no agent and no SDK.</summary>
    private static string OnlyGit(TempFolder folder) => folder.Folder("empty-path");

    private static Finding One(IReadOnlyList<Finding> found, string name) => Assert.Single(found, finding => finding.Name == name);
}
