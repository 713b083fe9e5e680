using System.Text;
using Choo.Adapters.Processes;
using Choo.Core.Diagnostics;
using Choo.Core.Ports;

namespace Choo.Adapters.Git;

/// <summary>A repository that was looked at: where it is, and how to call git in it.</summary>
/// <param name="Root">Absolute path of the working tree's top.</param>
/// <param name="CommonDir">Absolute path of the repository itself, shared by all its worktrees.</param>
/// <param name="GitDir">Absolute path of this working tree's own part of it.</param>
/// <param name="IsShallow">Whether its history is cut.</param>
/// <param name="Git">git in the root.</param>
public sealed record Repository(string Root, string CommonDir, string GitDir, bool IsShallow, GitCall Git)
{
    /// <summary>The person's own file of ignore patterns, as configured; null when none is.</summary>
    public string? ExcludesFile { get; init; }

    /// <summary>
    /// Absolute path of the main working tree: it need not lie around the repository (--separate-git-dir, submodules). Empty when the
    /// repository is bare and has linked worktrees alone; null when git does not record where it is.
    /// </summary>
    public string? MainCheckout { get; init; }

    /// <summary>choo's folder.</summary>
    public string ChooDir => Path.Combine(Root, ".choo");

    /// <summary>Finds the repository that a folder is in; a diagnostic when there is none that choo can work in.</summary>
    public static async Task<(Repository? Repository, Diagnostic? Problem)> OpenAsync(string folder, CancellationToken cancellationToken)
    {
        var (found, problem) = FindGit(folder);
        if (found is not { } git)
        {
            return (null, problem);
        }

        var capture = await git.TryAsync(
            cancellationToken, "rev-parse", "--is-bare-repository", "--is-shallow-repository", "--git-common-dir", "--absolute-git-dir", "--show-toplevel").ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        var lines = capture.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length > 0 && lines[0] == "true")
        {
            return (null, DiagnosticCodes.BareRepository.Because($"{folder} is a bare repository; choo needs a working tree: run it in a clone"));
        }

        if (!capture.Succeeded || lines.Length < 5)
        {
            var words = capture.Stderr.Trim().ReplaceLineEndings(" ");
            if (words.Contains("dubious ownership", StringComparison.Ordinal))
            {
                // ... in repository at '/the/path' ...: the path that git expects is the one it names itself.
                var at = words.Split('\'') is [_, var named, ..] ? named : folder;
                return (null, DiagnosticCodes.NotTrusted.Because(
                    $"the repository {at} belongs to another user, so git does not trust it; run choo as its owner, or `git config --global --add safe.directory {at}`"));
            }

            return (null, DiagnosticCodes.NotARepository.Because($"{folder} is not in a git repository; run `git init` and commit first ({words})"));
        }

        var root = lines[4];
        var common = Path.GetFullPath(lines[2], folder);
        var environment = new Dictionary<string, string>(git.Environment) { [ChildEnvironment.GitVariable] = common };
        var repository = new Repository(root, common, lines[3], lines[1] == "true", git with { Folder = root, Environment = environment });
        return (repository with { MainCheckout = await repository.FindMainAsync(cancellationToken).ConfigureAwait(false) }, null);
    }

    /// <summary>git in a folder; a diagnostic when there is no git, or no such folder.</summary>
    internal static (GitCall? Git, Diagnostic? Problem) FindGit(string folder) => GitCall.Find(folder) is not { } git
        ? (null, DiagnosticCodes.NoGit.Because("git was not found on the PATH; install git 2.38 or newer"))
        : Directory.Exists(folder) ? (git, null)
        : (null, DiagnosticCodes.NotARepository.Because($"the folder {folder} does not exist"));

    private async Task<string?> FindMainAsync(CancellationToken cancellationToken)
    {
        if (GitDir == CommonDir)
        {
            return Root;
        }

        // From inside a linked worktree: what the repository says of the main one, in settings that hold for that alone.
        var settings = await (Git with { GitDir = null }).TryAsync(
            cancellationToken, $"--git-dir={CommonDir}", "config", "--null", "--get-regexp", "^core\\.(bare|worktree)$").ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        var values = settings.Text.Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(entry => entry.Split('\n', 2)).Where(pair => pair.Length == 2)
            .GroupBy(pair => pair[0], StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Last()[1], StringComparer.Ordinal);
        return values.TryGetValue("core.worktree", out var named) ? Path.GetFullPath(named, CommonDir)
            : values.GetValueOrDefault("core.bare") == "true" ? ""
            : Path.GetFileName(CommonDir) == ".git" ? Path.GetDirectoryName(CommonDir)
            : null;
    }

    /// <summary>The commit of a branch, null when there is no such branch.</summary>
    public async Task<string?> CommitOfBranchAsync(string branch, CancellationToken cancellationToken)
    {
        if (RefFiles.Branch(this, branch) is { } loose)
        {
            return loose;
        }

        var capture = await Git.TryAsync(cancellationToken, "rev-parse", "--verify", "--quiet", $"refs/heads/{branch}^{{commit}}").ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return capture.Succeeded ? capture.Text.Trim() : null;
    }

    /// <summary>Whether the history of a commit, itself included, has another; throws <see cref="PortException"/> when git cannot answer.</summary>
    public async Task<bool> ContainsAsync(string commit, string ancestor, CancellationToken cancellationToken)
    {
        var capture = await Git.TryAsync(cancellationToken, "merge-base", "--is-ancestor", ancestor, commit).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return capture.ExitCode switch
        {
            0 => true,
            1 => false,
            _ => throw Git.Failure(capture, "merge-base", "--is-ancestor", ancestor, commit),
        };
    }

    /// <summary>Those of some commits that the history of a commit does not have, in one call of git; a commit that is gone is among them.</summary>
    public async Task<IReadOnlySet<string>> MissingAsync(string commit, IReadOnlyCollection<string> ancestors, CancellationToken cancellationToken)
    {
        var missing = new HashSet<string>(StringComparer.Ordinal);
        var capture = await Git.TryAsync(
            Encoding.ASCII.GetBytes(string.Join('\n', [.. ancestors, $"^{commit}", ""])), cancellationToken, "rev-list", "--stdin").ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        if (capture.Succeeded)
        {
            missing.UnionWith(capture.Text.Split('\n'));
            missing.IntersectWith(ancestors);
            return missing;
        }

        // One of them is gone: each is asked for by itself.
        foreach (var ancestor in ancestors)
        {
            var held = await Git.TryAsync(cancellationToken, "merge-base", "--is-ancestor", ancestor, commit).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            if (!held.Succeeded)
            {
                missing.Add(ancestor);
            }
        }

        return missing;
    }

    /// <summary>The branch that is checked out in the root, null when HEAD is detached.</summary>
    public async Task<string?> CurrentBranchAsync(CancellationToken cancellationToken)
    {
        if (RefFiles.HeadBranch(GitDir) is { } named)
        {
            return named;
        }

        var capture = await Git.TryAsync(cancellationToken, "symbolic-ref", "--quiet", "--short", "HEAD").ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return capture.Succeeded ? capture.Text.Trim() : null;
    }
}
