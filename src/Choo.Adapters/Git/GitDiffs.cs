using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Choo.Core.CodeReview;
using Choo.Core.Ports;

namespace Choo.Adapters.Git;

/// <summary>The port of diffs that people read, over git's own. No setting of a person changes their form, and no program of theirs makes them.</summary>
public sealed class GitDiffs(Repository repository) : IDiffs
{
    private static readonly string[] Form =
        ["diff", "--no-ext-diff", "--no-textconv", "--no-color", "--no-renames", "--ignore-submodules=dirty", "--submodule=short"];

    /// <inheritdoc/>
    public async Task<ImmutableArray<ChangedLines>> LinesAsync(string since, string until, CancellationToken cancellationToken)
    {
        var numbers = await repository.Git.RunAsync(cancellationToken, [.. Form, "--numstat", "-z", since, until, "--"]).ConfigureAwait(false);
        return [.. numbers.Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(entry => entry.Split('\t', 3)).Where(parts => parts.Length == 3)
            .Select(parts => new ChangedLines(parts[2], Count(parts[0]), Count(parts[1])))];
    }

    /// <inheritdoc/>
    public async Task<string> PatchAsync(string since, string until, ImmutableArray<string> paths, CancellationToken cancellationToken)
    {
        var patch = await repository.Git.RunAsync(
            cancellationToken, [.. Form, "--patch", "--unified=8", "--inter-hunk-context=0", "--src-prefix=a/", "--dst-prefix=b/", since, until, "--", .. paths]).ConfigureAwait(false);

        // Bytes that are no text come as half characters.
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(patch)) + "\n";
    }

    /// <summary>A dash stands for a binary file.</summary>
    private static int? Count(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;
}
