using Choo.Adapters.Files;
using Choo.Adapters.Git;
using Choo.Core.Diagnostics;
using Choo.Core.Ports;
using Choo.Core.Text;

namespace Choo.Engine;

/// <summary>The fail-closed part of a cleanup: every removal is preceded by the proof that nothing is lost by it.</summary>
internal sealed class CleanupSweep(Repository repository, WorktreePlace place, bool dryRun)
{
    public List<string> Removed { get; } = [];

    public List<Diagnostic> Kept { get; } = [];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var settings = new PoolSettings
        {
            Run = "cleanup",
            Place = place,
            ExcludesFile = Excludes.Write(repository),
            AsideFolder = Path.Combine(repository.ChooDir, "aside", "cleanup"),
        };
        using var pool = new WorktreePool(repository, settings);
        await ForgetGoneAsync(cancellationToken).ConfigureAwait(false);
        foreach (var worktree in await pool.AdoptAsync(keepTorn: dryRun, cancellationToken).ConfigureAwait(false))
        {
            var reason = await WhyKeepAsync(worktree, settings, cancellationToken).ConfigureAwait(false);
            if (reason is not null)
            {
                Kept.Add(DiagnosticCodes.WorktreeKept.At(worktree.Name, 0, 0, $"{reason}; look at it, then `git worktree remove {Quoted(worktree.Name)}`"));
                continue;
            }

            if (dryRun || await TryRemoveAsync(pool, worktree, cancellationToken).ConfigureAwait(false))
            {
                Removed.Add(worktree.Name);
            }
        }

        await SweepRefsAsync(cancellationToken).ConfigureAwait(false);
        if (!dryRun)
        {
            pool.RemoveEmptyRoot();
        }
    }

    private static string Quoted(string name) => name.Contains(' ', StringComparison.Ordinal) ? $"\"{name}\"" : name;

    /// <summary>One that git does not remove stays, with git's words; it holds up none of the others.</summary>
    private async Task<bool> TryRemoveAsync(WorktreePool pool, PooledWorktree worktree, CancellationToken cancellationToken)
    {
        try
        {
            await pool.RemoveAsync(worktree, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (PortException refused)
        {
            Kept.Add(DiagnosticCodes.WorktreeKept.At(worktree.Name, 0, 0, refused.Diagnostic.Message));
            return false;
        }
    }

    private async Task ForgetGoneAsync(CancellationToken cancellationToken)
    {
        var all = dryRun
            ? [.. GoneWorktrees.Find(repository, place).Select(gone => (Worktree: gone, Saved: (SavedWork?)null))]
            : await GoneWorktrees.ForgetAsync(repository, place, cancellationToken).ConfigureAwait(false);
        foreach (var (gone, saved) in all)
        {
            Removed.Add(PooledWorktree.NameOf(repository, gone.Path));
            if (saved is not null)
            {
                Kept.Add(DiagnosticCodes.WorktreeKept.At(saved.Ref, 0, 0, $"{gone.Path} was deleted; what only it contained is kept, and `dotnet choo recover` shows it"));
            }
        }
    }

    private async Task<string?> WhyKeepAsync(PooledWorktree worktree, PoolSettings settings, CancellationToken cancellationToken)
    {
        // git would wait for ever where one of these stands in the place of a file that it reads.
        if (new SpecialFiles(worktree.Path, TimeProvider.System).Find() is [var special, ..])
        {
            return $"{PathText.Show(special.Path)} in it is {FileKindNames.Of(special.Kind)}";
        }

        var git = worktree.Git(settings);
        var status = await git.TryAsync(cancellationToken, GitIndex.Status).ConfigureAwait(false);
        if (!status.Succeeded)
        {
            return $"its status cannot be read ({status.Stderr.Trim()})";
        }

        if (status.Stdout.Length > 0)
        {
            return "it has uncommitted work";
        }

        var head = await git.TryAsync(cancellationToken, "rev-parse", "--verify", "--quiet", "HEAD^{commit}").ConfigureAwait(false);
        if (!head.Succeeded)
        {
            return "it has no commit checked out";
        }

        var holders = await repository.Git.TryAsync(cancellationToken, "for-each-ref", "--count=1", "--contains", head.Text.Trim()).ConfigureAwait(false);
        return holders.Succeeded && holders.Stdout.Length > 0 ? null : $"no ref keeps its commit {head.Text.Trim()[..12]}";
    }

    /// <summary>A unit's ref goes when a branch has its commit; refs with unlanded commits stay, and are reported.</summary>
    private async Task SweepRefsAsync(CancellationToken cancellationToken)
    {
        var refs = await repository.Git.RunAsync(cancellationToken, "for-each-ref", "--format=%(refname) %(objectname)", ChooRefs.Runs).ConfigureAwait(false);
        foreach (var line in refs.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, commit) = (line.Split(' ')[0], line.Split(' ')[1]);
            var branches = await repository.Git.TryAsync(cancellationToken, "for-each-ref", "--count=1", "--contains", commit, "refs/heads/").ConfigureAwait(false);
            if (!branches.Succeeded || branches.Stdout.Length == 0)
            {
                Kept.Add(DiagnosticCodes.WorktreeKept.At(name, 0, 0, "no branch has its commits: `dotnet choo resume` lands them, `git update-ref -d` discards them"));
                continue;
            }

            if (!dryRun)
            {
                await repository.Git.RunAsync(cancellationToken, "update-ref", "--no-deref", "-d", name, commit).ConfigureAwait(false);
            }

            Removed.Add(name);
        }
    }
}
