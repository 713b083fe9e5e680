namespace Choo.Core.Ports;

/// <summary>The disk that worktrees lie on.</summary>
public interface IDisk
{
    /// <summary>Bytes that are free just now.</summary>
    long Free();

    /// <summary>Ends with true when a worktree comes back after this call, and with false at once when no unit holds one.</summary>
    Task<bool> NextReturnAsync(CancellationToken cancellationToken);

    /// <summary>Removes what builds left in worktrees that no unit holds; returns how many worktrees had any. Throws <see cref="PortException"/> when git refuses.</summary>
    Task<int> DropOutputsAsync(CancellationToken cancellationToken);
}
