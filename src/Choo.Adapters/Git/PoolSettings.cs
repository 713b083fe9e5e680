using Choo.Core.Diagnostics;

namespace Choo.Adapters.Git;

/// <summary>What the pool of worktrees needs to know.</summary>
public sealed record PoolSettings
{
    /// <summary>The run's id, a part of its refs' names.</summary>
    public required string Run { get; init; }

    /// <summary>Where the worktrees lie.</summary>
    public required WorktreePlace Place { get; init; }

    /// <summary>How many worktrees there may be: one for each slot, and one for the landing queue.</summary>
    public int Most { get; init; } = int.MaxValue;

    /// <summary>A file of ignore patterns for choo's own commits: the person's own plus .NET build outputs.</summary>
    public required string ExcludesFile { get; init; }

    /// <summary>Absolute path of the folder for what git cannot save, when a worktree is emptied.</summary>
    public required string AsideFolder { get; init; }

    /// <summary>Told of each thing that was moved there.</summary>
    public Action<Diagnostic> SetAside { get; init; } = _ => { };

    /// <summary>Gets what a person should know, such as a ref of choo's that somebody moved.</summary>
    public Action<Diagnostic> Report { get; init; } = _ => { };

    /// <summary>Told when a worktree came to be, with its name.</summary>
    public Action<string> Created { get; init; } = _ => { };

    /// <summary>Told when a worktree was removed for good, with its name.</summary>
    public Action<string> Removed { get; init; } = _ => { };
}
