namespace Choo.Core.Events;

/// <summary>What kept an attempt at a task from being accepted.</summary>
public enum AttemptFailure
{
    /// <summary>The gate failed.</summary>
    Gate,

    /// <summary>The agent changed nothing.</summary>
    NoChange,

    /// <summary>It left what git cannot add, or a link that no clone has.</summary>
    CannotAdd,

    /// <summary>It did not finish, or left a git repository of its own.</summary>
    Agent,
}
