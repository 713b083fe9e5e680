namespace Choo.Core.Ports;

/// <summary>Worktrees in which no agent ever works. Throws <see cref="PortException"/> when git or the file system refuses.</summary>
public interface ICleanRooms
{
    /// <summary>
    /// A room that nobody else is in, detached at a commit. What git ignores in it stays from one time to the next, so that builds are warm;
    /// everything else is as the commit has it.
    /// </summary>
    Task<Worktree> EnterAsync(string commit, CancellationToken cancellationToken);

    /// <summary>Gives a room back. What gates left in it is nobody's work.</summary>
    void Leave(Worktree room);
}
