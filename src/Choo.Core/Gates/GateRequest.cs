namespace Choo.Core.Gates;

/// <summary>A gate by name and shell command.</summary>
/// <param name="Name">What a person calls it: backpressure, build, test, lint.</param>
/// <param name="Command">A command line for the platform's shell.</param>
public sealed record Gate(string Name, string Command)
{
    /// <summary>What it is for. Its name says nothing about that: a person may call a check as they like.</summary>
    public GateKind Kind { get; init; }

    /// <summary>Whether choo chose it by the solutions and projects there are, and nobody configured it.</summary>
    public bool IsDefault { get; init; }
}

/// <summary>One run of a gate on one tree.</summary>
/// <param name="Gate">Which gate.</param>
/// <param name="Worktree">Absolute path of the folder the command runs in.</param>
/// <param name="Tree">The git tree that is checked out there.</param>
/// <param name="LogName">A file name (no folder) for the whole output within the run's log folder.</param>
/// <param name="Variables">Variables given to the command in addition to the filtered environment.</param>
public sealed record GateRequest(Gate Gate, string Worktree, string Tree, string LogName, IReadOnlyDictionary<string, string> Variables)
{
    /// <summary>Whether the files of test results stay among the logs.</summary>
    public bool KeepsResults { get; init; }

    /// <summary>Whether it runs besides those that may run at once.</summary>
    public bool IsExtra { get; init; }
}
