using Choo.Adapters.Processes;
using Choo.Core.Diagnostics;

namespace Choo.Adapters.Git;

/// <summary>Opens a repository that others push to: bare, or with a working tree that is not looked at.</summary>
public static class PushedRepository
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>The repository in a folder, with the folder of the repository itself as its root; a diagnostic when there is none.</summary>
    public static async Task<(Repository? Repository, Diagnostic? Problem)> OpenAsync(string folder, CancellationToken cancellationToken)
    {
        var (git, problem) = Repository.FindGit(folder);
        if (git is null)
        {
            return (null, problem);
        }

        var capture = await git.TryAsync(cancellationToken, "rev-parse", "--is-shallow-repository", "--git-common-dir", "--absolute-git-dir").ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        if (capture.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries) is not [var shallow, var found, var own] || !capture.Succeeded)
        {
            return (null, DiagnosticCodes.NotARepository.Because($"{folder} is not a git repository ({capture.Stderr.Trim().ReplaceLineEndings(" ")})"));
        }

        var common = Path.GetFullPath(found, folder);
        var environment = new Dictionary<string, string>(git.Environment) { [ChildEnvironment.GitVariable] = common };
        return (new Repository(common, common, own, shallow == "true", git with { Folder = common, Environment = environment }), null);
    }

    /// <summary>The whole id of a commit that somebody named; null when there is none.</summary>
    public static async Task<string?> CommitAsync(Repository repository, string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(repository);
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length == 0 || !name.All(char.IsAsciiHexDigit))
        {
            return null;
        }

        var capture = await repository.Git.TryAsync(cancellationToken, "rev-parse", "--verify", "--quiet", "--end-of-options", $"{name}^{{commit}}").ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return capture.Succeeded ? capture.Text.Trim() : null;
    }

    /// <summary>The folder that git looks for hooks in.</summary>
    public static async Task<string> HooksAsync(Repository repository, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(repository);

        // As a push looks for them, by everybody's settings: choo's own calls of git have no hooks.
        var asked = new ProcessSpec
        {
            Program = repository.Git.Program,
            Arguments = ["rev-parse", "--git-path", "hooks"],
            Folder = repository.CommonDir,
            Environment = repository.Git.Environment,
            Timeout = Longest,
        };
        var capture = await ProcessRun.CaptureAsync(asked, cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return capture.Succeeded ? Path.GetFullPath(capture.Text.TrimEnd('\n'), repository.CommonDir) : Path.Combine(repository.CommonDir, "hooks");
    }
}
