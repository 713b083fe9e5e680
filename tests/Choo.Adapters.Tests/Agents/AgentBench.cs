using System.Collections.Concurrent;
using System.Collections.Immutable;
using Choo.Adapters.Agents;
using Choo.Core.Agents;
using Choo.Core.Specs;
using Choo.Testing;

namespace Choo.Adapters.Tests.Agents;

/// <summary>A folder in which agents are started as choo starts them.</summary>
internal sealed class AgentBench : IDisposable
{
    private readonly TempFolder folder = new();

    public AgentBench()
    {
        Worktree = folder.Folder("wt");
        State = folder.Folder("state");
        Logs = folder.At("logs");
        Options = new AgentOptions { LogFolder = Logs };
    }

    public TempFolder Folder => folder;

    public string Worktree { get; }

    public string State { get; }

    public string Logs { get; }

    public AgentOptions Options { get; set; }

    public ConcurrentQueue<AgentEvent> Events { get; } = new();

    /// <summary>A prompt as choo writes it, for a spec with these lines.</summary>
    public static string Prompt(params string[] lines)
    {
        var task = new SpecTask { Number = 1, Title = "First", File = "01-first.md", Path = "specs/tasks/unit-a/01-first.md" };
        return Core.Agents.Prompt.ForTask(new TaskPrompt
        {
            Unit = new Unit { Id = "unit-a", Path = "specs/tasks/unit-a", Tasks = [task] },
            Task = task,
            SpecText = string.Join('\n', ["---", "task: 1", "---", "# First", .. lines]),
            Gate = "true",
        });
    }

    /// <summary>Plays lines with the fake agent.</summary>
    public Task<AgentOutcome> PlayAsync(AgentDialect kind, params string[] lines) =>
        RunAsync(Fake(kind), Prompt([.. lines.Select(line => $"fake: {line}")]), CancellationToken.None);

    public AgentCommand Fake(AgentDialect kind) => new(kind.Name, kind, [FakeAgentProgram.Path])
    {
        Env = ImmutableDictionary<string, string>.Empty.Add("FAKE_STATE", State),
    };

    public Task<AgentOutcome> RunAsync(AgentCommand agent, string prompt, CancellationToken cancellationToken) =>
        new CommandLineAgents(Options).RunAsync(
            new AgentRequest
            {
                Agent = agent,
                Worktree = Worktree,
                Unit = "unit-a",
                Task = 1,
                Prompt = prompt,
                LogName = "turn.log",
                Variables = new Dictionary<string, string> { ["CHOO_UNIT"] = "unit-a", ["CHOO_TASK"] = "1" },
            },
            Events.Enqueue,
            cancellationToken);

    public void Dispose() => folder.Dispose();
}
