using System.Collections.Immutable;
using Choo.Adapters.Agents;
using Choo.Core.Agents;
using Choo.Core.Configuration;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Agents;

public sealed class AgentCommandsTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_known_agent_is_looked_up_in_path_by_its_name()
    {
        var claude = folder.WriteProgram("bin/claude", ScriptAgents.NoOp);

        var found = Resolve(new ChooConfig(), "claude", "claude");

        Assert.Empty(found.Diagnostics);
        var command = Assert.Single(found.Commands).Value;
        Assert.Equal((AgentDialect.Claude, claude), (command.Dialect, command.Command.Single()));
    }

    [Fact]
    public void A_command_with_a_slash_is_relative_to_the_repository()
    {
        var robot = folder.WriteProgram("repo/tools/robot", ScriptAgents.NoOp);
        var entry = new ProviderEntry
        {
            Command = ["tools/robot", "--unit", "{unit}"],
            Args = ["-x"],
            Model = "m",
            Env = ImmutableDictionary<string, string>.Empty.Add("A", "b"),
        };

        var command = Resolve(Config("robot", entry), "robot").Commands["robot"];

        Assert.Equal(AgentDialect.Command, command.Dialect);
        Assert.Equal([robot, "--unit", "{unit}"], command.Command.ToArray());
        Assert.Equal(["-x"], command.Args!.Value.ToArray());
        Assert.Equal(("m", "b"), (command.Model, command.Env["A"]));
    }

    [Fact]
    public void A_program_that_is_nowhere_is_named_with_where_it_was_looked_for_and_the_key()
    {
        var problem = Assert.Single(Resolve(new ChooConfig(), "codex").Diagnostics);

        Assert.Equal("CHOO3001", problem.Code);
        Assert.Equal($"the program \"codex\" was not found in PATH; install it or set provider.providers.codex.command to its path; PATH: {folder.At("bin")}", problem.Message);
    }

    [Fact]
    public void A_path_that_is_not_there_is_said_in_full()
    {
        var problem = Assert.Single(Resolve(Config("claude", new ProviderEntry { Command = ["./claude"] }), "claude").Diagnostics);

        Assert.Equal($"the agent claude: there is no program {folder.At("repo", "claude")}; correct provider.providers.claude.command", problem.Message);
    }

    [UnixFact]
    public void A_file_that_cannot_be_executed_says_so()
    {
        folder.Write("bin/claude", "x");
        folder.Write("repo/robot", "x");
        folder.Folder("repo/folder");
        var config = Config("robot", new ProviderEntry { Command = ["./robot"] }, "folder", new ProviderEntry { Command = ["./folder"] });

        var problems = Resolve(config, "claude", "robot", "folder").Diagnostics;

        Assert.Equal(3, problems.Length);
        Assert.All(problems, problem => Assert.Equal("CHOO3002", problem.Code));
        Assert.Contains("is a folder", problems[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_other_name_needs_a_command()
    {
        var problem = Assert.Single(Resolve(new ChooConfig(), "robot").Diagnostics);

        Assert.Equal("CHOO3003", problem.Code);
    }

    [Fact]
    public void Every_problem_is_told_at_once() =>
        Assert.Equal(["CHOO3001", "CHOO3001", "CHOO3003"], Resolve(new ChooConfig(), "robot", "codex", "claude").Diagnostics.Select(problem => problem.Code));

    [Fact]
    public void Nobody_reviews_unless_it_is_configured() => Assert.Empty(Reviewers(new CodeReviewConfig(), "claude").Commands);

    [Fact]
    public void Another_agent_reviews_than_the_one_that_works()
    {
        var (claude, codex) = (folder.WriteProgram("bin/claude", ScriptAgents.NoOp), folder.WriteProgram("bin/codex", ScriptAgents.NoOp));
        var found = Reviewers(new CodeReviewConfig { Enabled = true }, "claude", "codex", "robot");
        Assert.Equal([("claude", claude), ("codex", codex)], found.Commands.Values.Select(each => (each.Name, each.Command.Single())).Order());
        Assert.Equal(["claude"], Reviewers(new CodeReviewConfig { Enabled = true, Provider = "claude" }, "claude", "codex").Commands.Keys);
    }

    [Fact]
    public void A_reviewers_own_command_takes_the_place_of_its_providers()
    {
        folder.WriteProgram("bin/codex", ScriptAgents.NoOp);
        var other = folder.WriteProgram("repo/tools/reviewer", ScriptAgents.NoOp);
        var found = Reviewers(new CodeReviewConfig { Enabled = true, Command = ["tools/reviewer", "--strict"] }, "claude").Commands["codex"];
        Assert.Equal((AgentDialect.Codex, $"{other} --strict"), (found.Dialect, string.Join(' ', found.Command)));
    }

    private AgentResolution Reviewers(CodeReviewConfig review, params string[] names) =>
        AgentCommands.ResolveReviewers(new ChooConfig { CodeReview = review }, names, folder.Folder("repo"), folder.Folder("bin"));

    private AgentResolution Resolve(ChooConfig config, params string[] names) =>
        AgentCommands.Resolve(config, names, folder.Folder("repo"), folder.Folder("bin"));

    private static ChooConfig Config(string name, ProviderEntry entry, string? other = null, ProviderEntry? otherEntry = null)
    {
        var providers = ImmutableDictionary<string, ProviderEntry>.Empty.Add(name, entry);
        return new ChooConfig { Provider = new ProviderConfig { Providers = other is null ? providers : providers.Add(other, otherEntry!) } };
    }
}
