using Choo.Core.Specs;
using Choo.Core.TestEvidence;

namespace Choo.Core.Ports;

/// <summary>
/// Where units come from: the specs of a repository, or the gaps of its backlog. A source whose units are records of a file says what of it is a unit's
/// text, and closes the record when the unit lands.
/// </summary>
public interface IUnitSource
{
    /// <summary>The units as the working tree has them, with every problem.</summary>
    Task<SpecSet> ListAsync(CancellationToken cancellationToken);

    /// <summary>The units as a commit has them, with every problem. Throws <see cref="PortException"/> when there is no such commit.</summary>
    Task<UnitsAtCommit> ReadAsync(string commit, CancellationToken cancellationToken);

    /// <summary>The content of the file that a task stands in (<see cref="SpecTask.Path"/>) with the task marked complete; nothing else of it changes. The same bytes where landing marks it.</summary>
    byte[] MarkComplete(SpecTask task, ReadOnlySpan<byte> file);

    /// <summary>Whether a file of the repository has a part of what a unit is worked by.</summary>
    bool IsTextOf(Unit unit, string path);

    /// <summary>Whether such a file says the same of a unit before and after a change; what choo itself writes does not count.</summary>
    bool SaysTheSame(Unit unit, ChangedFile change);

    /// <summary>The file that landing a unit writes; null when what it has to say is committed with its tasks.</summary>
    string? ClosedIn(Unit unit);

    /// <summary>That file with the unit closed; nothing else of it changes. Throws <see cref="PortException"/> when it cannot be closed.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="commit">The commit with its work.</param>
    /// <param name="file">The file as the target has it.</param>
    byte[] Close(Unit unit, string commit, ReadOnlySpan<byte> file);
}
