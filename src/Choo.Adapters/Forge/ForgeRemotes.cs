using System.Collections.Immutable;
using Choo.Adapters.Git;
using Choo.Core.Forge;

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
        if (address is null)
        {
            return null;
        }

        // The same as the address where there is no pushurl and no pushInsteadOf. With several, git pushes to each of them.
        var pushed = await TextAsync(repository, cancellationToken, "remote", "get-url", "--push", "--all", name!).ConfigureAwait(false);
        return new ForgeRemote(name!, address) { Pushed = [.. (pushed ?? address).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)] };
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
internal sealed record ForgeRemote(string Name, string Address)
{
    /// <summary>Where git pushes to; one or more addresses.</summary>
    public ImmutableArray<string> Pushed { get; init; } = [Address];

    /// <summary>The first address that it pushes to and that is not of the repository that it fetches from; null when there is none.</summary>
    public string? Elsewhere => Pushed.FirstOrDefault(each => each != Address && !IsSame(RemoteAddress.Parse(each), RemoteAddress.Parse(Address)));

    private static bool IsSame(ForgeRepository? one, ForgeRepository? other) => one is not null && other is not null
        && $"{one.Owner}/{one.Name}".Equals($"{other.Owner}/{other.Name}", StringComparison.OrdinalIgnoreCase)
        && (IsAlias(one.Host) || IsAlias(other.Host) || HostOf(one) == HostOf(other));

    // A name of the person's ssh settings, which may stand for any host.
    private static bool IsAlias(string host) => !host.Contains('.', StringComparison.Ordinal);

    // A port of https is not that of ssh.
    private static string HostOf(ForgeRepository repository) => repository.Host.Split(':')[0];
}
