using System.Collections.Immutable;

namespace Choo.Core.Ports;

/// <summary>What all worktrees of the repository share, as it stood at one moment.</summary>
/// <param name="Stash">The commits of the person's stash.</param>
/// <param name="Config">The shared settings, a character a byte; empty when there are none, null when they cannot be read.</param>
/// <param name="Hooks">Digests of the shared hooks by path.</param>
public sealed record RepositorySnapshot(ImmutableArray<string> Stash, string? Config, ImmutableSortedDictionary<string, string> Hooks)
{
    /// <summary>Other small files that say what git sees and does, by path, a character a byte; those that are not there are left out.</summary>
    public ImmutableSortedDictionary<string, string> Files { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}

/// <summary>What was done about shared settings and files that changed.</summary>
/// <param name="Keys">Settings that redirect git or start programs, put back to what they were.</param>
/// <param name="Others">Settings that changed and stay.</param>
/// <param name="Files">Other files, put back to what they were.</param>
/// <param name="Kept">Where what stood there instead is kept, as paths are shown.</param>
public sealed record PutBack(ImmutableArray<string> Keys, ImmutableArray<string> Others, ImmutableArray<string> Files, ImmutableArray<string> Kept)
{
    /// <summary>The settings as they were left, a character a byte; null when they were not touched.</summary>
    public string? Settings { get; init; }

    /// <summary>No change.</summary>
    public static PutBack Nothing { get; } = new([], [], [], []);
}

/// <summary>What is the person's and within reach of every agent.</summary>
public interface IRepositoryGuard
{
    /// <summary>Path of the shared settings, as it is shown.</summary>
    string ConfigPath { get; }

    /// <summary>Looks, by reading a few small files; starts no process and never throws.</summary>
    RepositorySnapshot Read();

    /// <summary>Puts right what keeps agents' git to what is theirs; returns the paths of what was not as it should be, as they are shown. Throws <see cref="PortException"/> when it cannot.</summary>
    ImmutableArray<string> RepairHooks();

    /// <summary>Keeps a commit that vanished from the stash as saved work of a unit. Throws <see cref="PortException"/> when git refuses.</summary>
    Task<SavedWork> KeepAsync(string unit, string commit);

    /// <summary>Keeps what the shared settings were beside them, for this user's eyes alone; returns the path, as it is shown. Throws <see cref="PortException"/> when that cannot be written.</summary>
    string KeepConfig(string text);

    /// <summary>
    /// Puts back shared settings that redirect git or start programs, and the other files, to what they were; what stood there instead is kept
    /// first. Throws <see cref="PortException"/> when that cannot be written.
    /// </summary>
    Task<PutBack> PutBackAsync(RepositorySnapshot before, RepositorySnapshot now);

    /// <summary>Uncommitted files of the person's checkout that were written within this time; empty when git cannot list them.</summary>
    Task<ImmutableArray<string>> WrittenInCheckoutAsync(TimeSpan lately, CancellationToken cancellationToken);
}
