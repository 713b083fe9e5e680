using Choo.Core.Specs;

namespace Choo.Core.Ports;

/// <summary>
/// Where units come from: today the specs of a repository. A source whose units are records of one file (a backlog, tickets) makes a unit of one
/// task from each, and marks the task in that file.
/// </summary>
public interface IUnitSource
{
    /// <summary>The units as the working tree has them, with every problem.</summary>
    Task<SpecSet> ListAsync(CancellationToken cancellationToken);

    /// <summary>The units as a commit has them, with every problem. Throws <see cref="PortException"/> when there is no such commit.</summary>
    Task<UnitsAtCommit> ReadAsync(string commit, CancellationToken cancellationToken);

    /// <summary>The content of the file that a task stands in (<see cref="SpecTask.Path"/>) with the task marked complete; nothing else of it changes.</summary>
    byte[] MarkComplete(SpecTask task, ReadOnlySpan<byte> file);
}
