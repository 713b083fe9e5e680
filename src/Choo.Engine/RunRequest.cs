namespace Choo.Engine;

/// <summary>What a person asked of <c>run</c>; null means the configuration's or the default value.</summary>
public sealed record RunRequest
{
    /// <summary>The folder the command was given in.</summary>
    public required string WorkingFolder { get; init; }

    /// <summary>The tasks folder as given, relative to the repository's root (or to the working folder when it exists there).</summary>
    public string TasksDir { get; init; } = "specs/tasks";

    /// <summary><c>--parallelism</c>.</summary>
    public int? Parallelism { get; init; }

    /// <summary><c>--target</c>.</summary>
    public string? Target { get; init; }

    /// <summary><c>--feature</c>: units are gathered on this feature's branch, which is proposed to the target at the end.</summary>
    public string? Feature { get; init; }

    /// <summary><c>--unit</c>: this unit and what it depends on.</summary>
    public string? Unit { get; init; }

    /// <summary>The gaps to work on; null when units are those of specs.</summary>
    public GapRequest? Gaps { get; init; }

    /// <summary><c>--no-merge</c>.</summary>
    public bool NoMerge { get; init; }

    /// <summary><c>--provider</c>.</summary>
    public string? Provider { get; init; }

    /// <summary><c>--force-task-provider</c>.</summary>
    public string? ForcedProvider { get; init; }

    /// <summary><c>--accept</c>, for a resume: units that may land although tests changed for the worse.</summary>
    public IReadOnlyList<string> Accept { get; init; } = [];

    /// <summary>For a resume: the failed unit that alone is retried; null means every unit that is not complete.</summary>
    public string? Retry { get; init; }

    /// <summary>Reads an environment variable.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    /// <summary>The whole environment that children's variables are chosen from; null means choo's own.</summary>
    public IReadOnlyDictionary<string, string>? Variables { get; init; }

    /// <summary>Free bytes of the disk that a folder lies on.</summary>
    public Func<string, long> FreeBytes { get; init; } = FreeDisk.Bytes;

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>choo's version, for the journal.</summary>
    public string Version { get; init; } = "0.0.0";
}
