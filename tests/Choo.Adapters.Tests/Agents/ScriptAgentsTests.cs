using Choo.Core.Agents;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Agents;

public sealed class ScriptAgentsTests : IDisposable
{
    private readonly AgentBench bench = new();

    public void Dispose() => bench.Dispose();

    [UnixFact(Timeout = 30_000)]
    public async Task The_script_that_knows_only_the_specs_path_completes_a_turn()
    {
        var agent = new AgentCommand("claude", AgentDialect.Claude, [ScriptAgents.WriteClaude(bench.Folder)]);

        var outcome = await bench.RunAsync(agent, AgentBench.Prompt(), CancellationToken.None);

        Assert.Equal((AgentVerdict.Finished, null), (outcome.Verdict, outcome.Error));
        Assert.Equal("work on 01-first of unit-a\n", bench.Folder.Read("wt/unit-a-01-first.txt"));
        Assert.Equal(100, outcome.Usage.InputTokens);
        Assert.NotNull(outcome.Session);
    }

    [UnixFact(Timeout = 30_000)]
    public async Task A_command_gets_unit_and_task_as_arguments()
    {
        var agent = new AgentCommand("robot", AgentDialect.Command, [.. ScriptAgents.WriteCommand(bench.Folder)]);

        var outcome = await bench.RunAsync(agent, AgentBench.Prompt(), CancellationToken.None);

        Assert.Equal(AgentVerdict.Finished, outcome.Verdict);
        Assert.True(bench.Folder.Has("wt/unit-a-1.txt"));
    }

    [UnixFact(Timeout = 30_000)]
    public async Task A_program_that_never_reads_its_prompt_is_no_problem()
    {
        var agent = new AgentCommand("noop", AgentDialect.Command, [bench.Folder.WriteProgram("bin/noop", ScriptAgents.NoOp)]);

        var outcome = await bench.RunAsync(agent, new string('x', 1 << 20), CancellationToken.None);

        Assert.Equal(AgentVerdict.Finished, outcome.Verdict);
    }
}
