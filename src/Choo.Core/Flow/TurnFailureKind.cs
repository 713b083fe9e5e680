namespace Choo.Core.Flow;

/// <summary>What kept an attempt from being accepted.</summary>
internal enum TurnFailureKind
{
    /// <summary>The agent did not finish.</summary>
    Agent,

    /// <summary>It left a git repository of its own in the worktree, whose files cannot be committed.</summary>
    NestedRepository,

    /// <summary>It left what git cannot add, or a link that no clone has.</summary>
    CannotAdd,

    /// <summary>It changed nothing.</summary>
    NoChange,

    /// <summary>The gate failed.</summary>
    Gate,

    /// <summary>A review's answer has not the form that was asked for.</summary>
    Malformed,

    /// <summary>A conflict is not resolved.</summary>
    Unresolved,
}
