namespace Choo.Core.Ports;

/// <summary>
/// The repository's remote, over git's own transport. Members throw <see cref="PortException"/> with <c>ForgeUnavailable</c> while it cannot be
/// reached, and with another code when it refuses for good.
/// </summary>
public interface IRemote
{
    /// <summary>The commit that a branch is at on the remote, which is here afterwards with its history; null when there is no such branch.</summary>
    Task<string?> FetchAsync(string branch, CancellationToken cancellationToken);

    /// <summary>The commit that a branch is at on the remote; nothing is fetched. Null when there is no such branch.</summary>
    Task<string?> TipAsync(string branch, CancellationToken cancellationToken);

    /// <summary>
    /// Puts one of choo's own branches at a commit, where it is at another (null: where there is none) and only there. True when it is at the commit
    /// now, also when it was before; false when it is at a third one.
    /// </summary>
    Task<bool> PushAsync(string branch, string commit, string? expected, CancellationToken cancellationToken);

    /// <summary>
    /// Moves a branch forward to a commit, or makes it there; never with force. True when it is at the commit now, false when it has commits that this
    /// one does not contain.
    /// </summary>
    Task<bool> AdvanceAsync(string branch, string commit, CancellationToken cancellationToken);
}
