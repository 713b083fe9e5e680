using System.Collections.Immutable;
using System.Globalization;

namespace Choo.Adapters.Git;

/// <summary>Reads what is kept under <c>refs/choo/backup</c>.</summary>
internal sealed class SavedCommits(GitCall git)
{
    /// <summary>Every backup (or those of one unit) with its files, by unit and number.</summary>
    public async Task<ImmutableArray<SavedCommit>> ListAsync(string? unit, CancellationToken cancellationToken)
    {
        var text = await git.RunAsync(
            cancellationToken, "for-each-ref", "--format=%(refname)%00%(objecttype)%00%(objectname)%00%(committerdate:unix)", unit is null ? ChooRefs.Saved : ChooRefs.Backups(unit) + "/").ConfigureAwait(false);
        var found = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse).OfType<SavedCommit>()
            .OrderBy(each => each.Unit, StringComparer.Ordinal).ThenBy(each => each.Number);
        var all = ImmutableArray.CreateBuilder<SavedCommit>();
        foreach (var each in found)
        {
            all.Add(each with { Files = await FilesAsync(each.Commit, cancellationToken).ConfigureAwait(false) });
        }

        return all.ToImmutable();
    }

    private static SavedCommit? Parse(string line)
    {
        var parts = line.Split('\0');
        var slash = parts[0].LastIndexOf('/');
        return parts[1] == "commit" && slash > ChooRefs.Saved.Length && int.TryParse(parts[0][(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new SavedCommit(parts[0][ChooRefs.Saved.Length..slash], number, parts[0], parts[2], DateTimeOffset.FromUnixTimeSeconds(long.Parse(parts[3], CultureInfo.InvariantCulture)))
            : null;
    }

    /// <summary>The files that a saved commit changes, compared with the commit it started from.</summary>
    private async Task<ImmutableArray<SavedFile>> FilesAsync(string commit, CancellationToken cancellationToken)
    {
        var began = await BeginningAsync(commit, cancellationToken).ConfigureAwait(false);
        var raw = await git.RunAsync(cancellationToken, "diff-tree", "-r", "--raw", "--no-abbrev", "--no-renames", "--ignore-submodules=none", "-z", began, commit).ConfigureAwait(false);
        return [.. RawDiff.Entries(raw).Select(entry => new SavedFile(entry.Path, Blob(entry.Before), Blob(entry.After)))];
    }

    /// <summary>The newest commit below it that a branch or a run has; its parent when one has all of it.</summary>
    private async Task<string> BeginningAsync(string commit, CancellationToken cancellationToken)
    {
        var own = await git.RunAsync(
            cancellationToken, "rev-list", "--first-parent", commit, "--not", "--branches", "--remotes", $"--glob={ChooRefs.Runs}").ConfigureAwait(false);
        var oldest = own.Length == 0 ? commit : own[(own.LastIndexOf('\n') + 1)..];
        var parent = await git.TryAsync(cancellationToken, "rev-parse", "--verify", "--quiet", $"{oldest}^").ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return parent.Succeeded ? parent.Text.Trim() : await git.RunAsync("", cancellationToken, "hash-object", "-t", "tree", "--stdin").ConfigureAwait(false);
    }

    private static string? Blob(string id) => id.All(digit => digit == '0') ? null : id;
}
