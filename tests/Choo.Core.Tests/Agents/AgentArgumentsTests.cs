using Choo.Core.Agents;
using Choo.Testing;
using Xunit;

namespace Choo.Core.Tests.Agents;

public sealed class AgentArgumentsTests
{
    [Fact]
    [Incident("W26", "the arguments an agent is started with")]
    public void Claude_streams_json_and_may_edit_and_run_commands() =>
        Assert.Equal(
            ["-p", "--output-format", "stream-json", "--verbose", "--permission-mode", "acceptEdits", "--allowedTools", "Bash,Read,Glob,Grep,TodoWrite,Task"],
            Of(new("claude", AgentDialect.Claude, ["/bin/claude"])));

    [Fact]
    public void Configured_arguments_replace_only_the_permissions_of_claude() =>
        Assert.Equal(
            ["--fixed", "-p", "--output-format", "stream-json", "--verbose", "--model", "small", "--permission-mode", "plan"],
            Of(new AgentCommand("claude", AgentDialect.Claude, ["/bin/claude", "--fixed"]) { Args = ["--permission-mode", "plan"], Model = "small" }));

    [Fact]
    public void Codex_writes_in_the_workspace_and_reads_the_prompt_from_standard_input() =>
        Assert.Equal(
            ["exec", "--json", "--skip-git-repo-check", "-m", "small", "--sandbox", "workspace-write", "-"],
            Of(new AgentCommand("codex", AgentDialect.Codex, ["/bin/codex"]) { Model = "small" }));

    [Fact]
    public void Configured_arguments_replace_only_the_sandbox_of_codex() =>
        Assert.Equal(
            ["exec", "--json", "--skip-git-repo-check", "--sandbox", "danger-full-access", "-"],
            Of(new AgentCommand("codex", AgentDialect.Codex, ["/bin/codex"]) { Args = ["--sandbox", "danger-full-access"] }));

    [Fact]
    public void A_command_gets_its_placeholders_filled_once() =>
        Assert.Equal(
            ["--p=/logs/p.md", "/wt/{task}", "unit-a", "7 of unit-a", "{other}", "{", "}{task"],
            Of(new AgentCommand("robot", AgentDialect.Command, ["/bin/robot", "--p={prompt_file}", "{worktree}", "{unit}", "{task} of {unit}"]) { Args = ["{other}", "{", "}{task"] }));

    private static string[] Of(AgentCommand agent) => [.. AgentArguments.For(
        new AgentRequest
        {
            Agent = agent,
            Worktree = "/wt/{task}",
            Unit = "unit-a",
            Task = 7,
            Prompt = "do it",
            LogName = "p",
            Variables = new Dictionary<string, string>(),
        },
        "/logs/p.md")];
}
