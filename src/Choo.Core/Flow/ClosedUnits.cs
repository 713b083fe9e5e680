using Choo.Core.Landing;
using Choo.Core.Ports;
using Choo.Core.Specs;

namespace Choo.Core.Flow;

/// <summary>
/// Units that are records of a file which all of them share. Nobody's work changes that file: it is the target's in every merge, and the merge that lands a
/// unit has it with that one closed. So units that land at the same time cannot conflict over it.
/// </summary>
internal sealed class ClosedUnits(FlowPorts ports)
{
    /// <summary>That file as a commit has it; null for a unit without one.</summary>
    public static SettledFile? AsIn(string commit, IUnitSource source, Unit unit) => source.ClosedIn(unit) is { } path ? new SettledFile(path, commit) : null;

    /// <summary>That file with the unit closed, for a merge onto a commit; null for a unit without one, and where the commit has none.</summary>
    public async Task<SettledFile?> CloseAsync(Unit unit, string onto, string work, CancellationToken cancellationToken)
    {
        if (AsIn(onto, ports.Source, unit) is not { } file)
        {
            return null;
        }

        var content = await ports.Worktrees.ReadAsync(onto, file.Path, cancellationToken).ConfigureAwait(false);
        return content is null ? null : file with { Content = ports.Source.Close(unit, work, content) };
    }
}
