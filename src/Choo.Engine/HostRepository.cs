using Choo.Adapters.Git;
using Choo.Adapters.Journal;
using Choo.Core.Diagnostics;

namespace Choo.Engine;

/// <summary>Opens a repository the way every command does: with an identity for choo's commits where the person has none.</summary>
internal static class HostRepository
{
    public static async Task<(Repository? Repository, Diagnostic? Problem)> OpenAsync(string folder, CancellationToken cancellationToken)
    {
        var at = Path.GetFullPath(folder);

        // One call for all of the person's settings that matter, beside the other: each costs a process.
        var asked = Directory.Exists(at) && GitCall.Find(at) is { } git
            ? git.TryAsync(cancellationToken, "config", "--null", "--type=path", "--get-regexp", "^((user|author|committer)\\.(name|email)|core\\.excludesfile)$")
            : null;
        var (repository, problem) = await Repository.OpenAsync(at, cancellationToken).ConfigureAwait(false);
        if (repository is null || asked is null)
        {
            return (null, problem);
        }

        // Every command comes this way before it reads or writes anything of choo's in the repository.
        if (new RunFolders(repository.ChooDir).Problem() is { } notOurs)
        {
            return (null, notOurs);
        }

        var settings = await asked.ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        var values = settings.Text.Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => entry.Split('\n', 2)).Where(pair => pair.Length == 2)
            .GroupBy(pair => pair[0], StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Last()[1], StringComparer.Ordinal);
        repository = repository with { ExcludesFile = values.GetValueOrDefault("core.excludesfile") };
        return (repository with { Git = repository.Git with { Environment = CommitIdentity.Of(repository.Git.Environment, values) } }, null);
    }
}
