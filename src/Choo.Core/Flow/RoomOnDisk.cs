using System.Globalization;
using Choo.Core.Diagnostics;
using Choo.Core.Events;

namespace Choo.Core.Flow;

/// <summary>What follows from how much room there is.</summary>
public enum RoomDecision
{
    /// <summary>The unit starts.</summary>
    Start,

    /// <summary>Build outputs of finished units go first.</summary>
    MakeRoom,

    /// <summary>The unit waits for a person.</summary>
    Wait,
}

/// <summary>Before a unit starts: a full disk ends agents and builds in the middle, here and next door.</summary>
public static class RoomOnDisk
{
    /// <summary>Whether a unit starts with so much room.</summary>
    /// <param name="free">Bytes that are free.</param>
    /// <param name="least">Bytes that have to be; 0 or less for no bound.</param>
    /// <param name="dropped">Whether build outputs have been removed already.</param>
    public static RoomDecision Decide(long free, long least, bool dropped) =>
        least <= 0 || free >= least ? RoomDecision.Start : dropped ? RoomDecision.Wait : RoomDecision.MakeRoom;

    /// <summary>Done when there is room, with build outputs removed where that was needed, also those of units that end meanwhile; else the unit waits.</summary>
    internal static async Task<StageResult> MakeAsync(UnitScope scope, CancellationToken cancellationToken)
    {
        if (scope.Ports.Disk is not { } disk)
        {
            return StageResult.Success;
        }

        var least = scope.Settings.Config.FreeDisk;
        while (Decide(disk.Free(), least, dropped: false) == RoomDecision.MakeRoom)
        {
            // Asked for before anything is removed, so that none comes back unseen.
            var returned = disk.NextReturnAsync(cancellationToken);
            var before = disk.Free();
            var worktrees = await disk.DropOutputsAsync(cancellationToken).ConfigureAwait(false);
            var after = disk.Free();
            if (worktrees > 0)
            {
                scope.Post(new DiskFreed(before, after, worktrees));
            }

            if (Decide(after, least, dropped: true) == RoomDecision.Wait && !await returned.ConfigureAwait(false))
            {
                return new StageResult.Waits(DiagnosticCodes.DiskFull.At(
                    scope.Unit.PlanPath, 1, 1, $"{scope.Unit.Id} was not started: {Megabytes(after)} are free and {Megabytes(least)} are needed (limits.free_disk_mb); free some space and `dotnet choo resume`"));
            }
        }

        return StageResult.Success;
    }

    private static string Megabytes(long bytes) => (bytes >> 20).ToString(CultureInfo.InvariantCulture) + " MiB";
}
