using Choo.Adapters.Git;

namespace Choo.Adapters.Forge;

/// <summary>The remote of a repository that work is pushed to.</summary>
internal static class ForgeRemotes
{
    /// <summary>
    /// The remote of a branch (that which it follows, else <c>origin</c>, else the only one) and its address, with git's own
    /// <c>insteadOf</c> applied; null when there is none.
    /// </summary>
    public static async Task<ForgeRemote?> FindAsync(Repository repository, string branch, CancellationToken cancellationToken)
    {
        var listed = await TextAsync(repository, cancellationToken, "remote").ConfigureAwait(false);
        var names = (listed ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var followed = await TextAsync(repository, cancellationToken, "config", "--get", $"branch.{branch}.remote").ConfigureAwait(false);
        var name = names.Contains(followed, StringComparer.Ordinal) ? followed! : names.Contains("origin", StringComparer.Ordinal) ? "origin" : names is [var only] ? only : null;
        var address = name is null ? null : await TextAsync(repository, cancellationToken, "remote", "get-url", name).ConfigureAwait(false);
        return address is null ? null : new ForgeRemote(name!, address);
    }

    private static async Task<string?> TextAsync(Repository repository, CancellationToken cancellationToken, params string[] arguments)
    {
        var capture = await repository.Git.TryAsync(cancellationToken, arguments).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return capture.Succeeded && capture.Text.Trim() is { Length: > 0 } text ? text : null;
    }
}

/// <summary>A remote.</summary>
/// <param name="Name">git's name for it.</param>
/// <param name="Address">Where it fetches from.</param>
internal sealed record ForgeRemote(string Name, string Address);
