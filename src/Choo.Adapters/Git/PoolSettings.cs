namespace Choo.Adapters.Git;

/// <summary>What the pool of worktrees needs to know.</summary>
public sealed record PoolSettings
{
    /// <summary>The run's id, a part of its refs' names.</summary>
    public required string Run { get; init; }

    /// <summary>The pool's folder, relative to the repository's root.</summary>
    public required string BasePath { get; init; }

    /// <summary>How many worktrees there may be: one for each slot, and one for the landing queue.</summary>
    public int Most { get; init; } = int.MaxValue;

    /// <summary>A file of ignore patterns for choo's own commits: the person's own plus .NET build outputs.</summary>
    public required string ExcludesFile { get; init; }

    /// <summary>Told when a worktree came to be, with its name.</summary>
    public Action<string> Created { get; init; } = _ => { };
}

/// <summary>Names of choo's refs.</summary>
public static class ChooRefs
{
    /// <summary>Where a unit's newest commit is kept while its run lasts.</summary>
    public static string Unit(string run, string unit) => $"refs/choo/runs/{run}/{unit}";

    /// <summary>The folder of a unit's saved work.</summary>
    public static string Backups(string unit) => $"refs/choo/backup/{unit}";

    /// <summary>The branch of a unit that stays unmerged.</summary>
    public static string Branch(string unit) => $"choo/{unit}";
}
