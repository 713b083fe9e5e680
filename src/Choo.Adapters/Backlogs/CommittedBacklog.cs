using System.Collections.Immutable;
using Choo.Adapters.Git;
using Choo.Adapters.Specs;
using Choo.Core.Backlogs;
using Choo.Core.Configuration;

namespace Choo.Adapters.Backlogs;

/// <summary>A backlog as a commit has it.</summary>
public static class CommittedBacklog
{
    /// <summary>Where it is: the place that is named, else the first of <see cref="BacklogConfig.UsualPaths"/> that the commit has; null when there is none.</summary>
    public static string? PathOf(CommittedFiles files, string? named)
    {
        ArgumentNullException.ThrowIfNull(files);
        return new[] { named }.Concat(named is null ? BacklogConfig.UsualPaths : []).OfType<string>().FirstOrDefault(path => !FilesOf(files, path).IsEmpty);
    }

    /// <summary>Reads it.</summary>
    public static async Task<Backlog> ReadAsync(CommittedFiles files, string path, bool strict, CancellationToken cancellationToken) =>
        BacklogReader.Read(await ContentsAsync(files, path, cancellationToken).ConfigureAwait(false), strict, YamlReader.Instance);

    /// <summary>Its files, in ordinal order.</summary>
    public static async Task<ImmutableArray<BacklogFile>> ContentsAsync(CommittedFiles files, string path, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(files);
        var contents = await files.ContentsAsync(FilesOf(files, path), BacklogFiles.Longest, cancellationToken).ConfigureAwait(false);
        return [.. contents.Select(file => new BacklogFile(file.Path, file.Content))];
    }

    private static ImmutableArray<string> FilesOf(CommittedFiles files, string path) => files.Has(path)
        ? [path]
        : [.. files.Paths.Where(each => each.StartsWith(path + "/", StringComparison.Ordinal) && IsBacklog(each[(path.Length + 1)..])).Order(StringComparer.Ordinal)];

    private static bool IsBacklog(string name) =>
        !name.Contains('/', StringComparison.Ordinal) && !name.StartsWith('.') && Path.GetExtension(name).ToUpperInvariant() is ".YAML" or ".YML";
}
