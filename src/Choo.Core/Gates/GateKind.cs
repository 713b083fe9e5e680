namespace Choo.Core.Gates;

/// <summary>What a gate's command is for.</summary>
public enum GateKind
{
    /// <summary>It judges work: a task's backpressure, or a check of the baseline.</summary>
    Check,

    /// <summary>It prepares a worktree.</summary>
    Setup,

    /// <summary>It runs before a worktree is given back.</summary>
    Teardown,
}
