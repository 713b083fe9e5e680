using System.Text;
using Choo.Core.Diagnostics;
using Choo.Core.Ports;
using Choo.Core.Specs;

namespace Choo.Core.Routes;

/// <summary>Whether what a forge merged has the closed record of a unit. A rebase makes its commits anew and leaves out merges, and with them what these wrote.</summary>
internal sealed class ClosedRecords(PullRequestContext context)
{
    /// <summary>What a person has to do; null when the record is closed, or the unit has none.</summary>
    /// <param name="unit">The unit's id.</param>
    /// <param name="merged">The commit on the target.</param>
    /// <param name="proved">The commit that was proved, where it is closed.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    public async Task<Diagnostic?> ProblemAsync(string unit, string merged, string proved, CancellationToken cancellationToken)
    {
        var asked = context.Run.Units[unit];
        if (context.Source.ClosedIn(asked) is not { } path)
        {
            return null;
        }

        var files = await context.Landing.ChangedFilesAsync(proved, merged, each => each == path, cancellationToken).ConfigureAwait(false);
        return files is [{ Now: { } text }] && IsOpen(asked, proved, Encoding.UTF8.GetBytes(text))
            ? DiagnosticCodes.GapLeftOpen.At(path, 0, 0, $"{unit} landed as {merged}, and its record here is still open: its pull request was rebased, which leaves out the merge that closes it; set its status to done")
            : null;
    }

    private bool IsOpen(Unit unit, string proved, byte[] now)
    {
        try
        {
            return !context.Source.Close(unit, proved, now).AsSpan().SequenceEqual(now);
        }
        catch (PortException)
        {
            // Somebody took the record away or made it unreadable. The work is on the target all the same, and that cannot be undone here.
            return false;
        }
    }
}
