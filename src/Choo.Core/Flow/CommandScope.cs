using Choo.Core.Events;
using Choo.Core.Gates;
using Choo.Core.Ports;

namespace Choo.Core.Flow;

/// <summary>Whom setup, gates and teardown are run for: a unit, or the target itself. It names their logs, says how their evidence counts, and takes what is reported of them.</summary>
internal abstract class CommandScope(RunContext settings, FlowPorts ports)
{
    public RunContext Settings => settings;

    public FlowPorts Ports => ports;

    /// <summary>The unit's id, or the target's branch, for messages.</summary>
    public abstract string Name { get; }

    public abstract void Post(EventData data);

    /// <summary>Runs a command in any case: setup and teardown change what they run in.</summary>
    /// <param name="worktree">Where.</param>
    /// <param name="gate">The command.</param>
    /// <param name="tree">The tree that is checked out there.</param>
    /// <param name="log">What it is for, as a part of the log's name.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<Evidence> RunAsync(Worktree worktree, Gate gate, string tree, string log, CancellationToken cancellationToken) =>
        LogAsync(worktree, gate, tree, NextLog(log), keepsResults: false, cancellationToken);

    /// <summary>Runs a command with its output in a file of that name.</summary>
    /// <param name="worktree">Where.</param>
    /// <param name="gate">The command.</param>
    /// <param name="tree">The tree that is checked out there.</param>
    /// <param name="logName">The file's name, without a folder.</param>
    /// <param name="keepsResults">Whether its tests' results stay with the run.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Evidence> LogAsync(Worktree worktree, Gate gate, string tree, string logName, bool keepsResults, CancellationToken cancellationToken)
    {
        var request = Request(worktree, gate, tree, logName);
        var evidence = await ports.Gates.RunAsync(request with { KeepsResults = keepsResults || request.KeepsResults }, cancellationToken).ConfigureAwait(false);
        return await JudgeAsync(evidence, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The log's name of a gate in a clean room, with a number that the room counts.</summary>
    public abstract string RoomLog(string log, int number);

    protected abstract string NextLog(string log);

    protected abstract GateRequest Request(Worktree worktree, Gate gate, string tree, string logName);

    protected abstract Task<Evidence> JudgeAsync(Evidence evidence, CancellationToken cancellationToken);
}
