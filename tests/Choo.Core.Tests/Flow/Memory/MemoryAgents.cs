using System.Collections.Concurrent;
using Choo.Core.Agents;
using Choo.Core.Ports;

namespace Choo.Core.Tests.Flow.Memory;

/// <summary>Agents that a test plays.</summary>
/// <param name="worktrees">Where they work.</param>
/// <param name="turn">What a turn does in its worktree and how it ends.</param>
internal sealed class MemoryAgents(MemoryWorktrees worktrees, Func<AgentRequest, MemoryTree, AgentVerdict> turn) : IAgents
{
    /// <summary>Every turn that was started.</summary>
    public ConcurrentQueue<AgentRequest> Turns { get; } = new();

    /// <summary>What an agent says at the end of a turn.</summary>
    public Func<AgentRequest, string> Answer { get; set; } = _ => "";

    /// <summary>A turn that adds a file named after its unit.</summary>
    public static AgentVerdict WriteOwnFile(AgentRequest request, MemoryTree tree)
    {
        tree.Write($"{request.Unit}.txt", request.Unit);
        return AgentVerdict.Finished;
    }

    public async Task<AgentOutcome> RunAsync(AgentRequest request, Action<AgentEvent> observe, CancellationToken cancellationToken)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        Turns.Enqueue(request);
        var verdict = turn(request, worktrees[request.Worktree]);
        return new AgentOutcome
        {
            Verdict = verdict,
            ExitCode = verdict == AgentVerdict.Finished ? 0 : 1,
            DurationMs = 1,
            Answer = Answer(request),
            Error = verdict == AgentVerdict.Finished ? null : $"the agent ended as {verdict}",
        };
    }
}
