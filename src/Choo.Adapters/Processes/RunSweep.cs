namespace Choo.Adapters.Processes;

/// <summary>Ends what a dead run left behind: every process whose environment names the run.</summary>
public static class RunSweep
{
    private const int PoliteMs = 2000;
    private const int ForceMs = 3000;

    /// <summary>The pids of a run's processes that still live; never choo itself or its ancestors. Empty on systems that do not show environments.</summary>
    public static IReadOnlyList<int> Find(string runId) => Platform.Current.FindMarked(ChildEnvironment.RunVariable, runId);

    /// <summary>Kills them at once, without waiting: a person asked twice.</summary>
    public static void Kill(string runId) => Platform.Current.End(ChildEnvironment.RunVariable, runId, [.. Find(runId)], force: true);

    /// <summary>Ends them, politely first, and returns those that are gone now.</summary>
    public static async Task<IReadOnlyList<ProcessIdentity>> EndLeftoversAsync(string runId, CancellationToken cancellationToken)
    {
        var found = new Dictionary<int, ProcessIdentity>();
        await RoundsAsync(runId, found, PoliteMs, force: false, cancellationToken).ConfigureAwait(false);
        await RoundsAsync(runId, found, ForceMs, force: true, cancellationToken).ConfigureAwait(false);
        var left = Find(runId);
        return [.. found.Values.Where(p => !left.Contains(p.Pid))];
    }

    // New ones can start while others are being ended, so it looks until it finds none.
    private static async Task RoundsAsync(string runId, Dictionary<int, ProcessIdentity> found, int milliseconds, bool force, CancellationToken cancellationToken)
    {
        var told = new HashSet<int>();
        for (var until = Environment.TickCount64 + milliseconds; Environment.TickCount64 < until;)
        {
            var pids = Find(runId);
            if (pids.Count == 0)
            {
                return;
            }

            foreach (var pid in pids)
            {
                if (ProcessIdentity.Of(pid) is { } identity)
                {
                    found[pid] = identity;
                }
            }

            Platform.Current.End(ChildEnvironment.RunVariable, runId, [.. pids.Where(p => force || told.Add(p))], force);
            await Task.Delay(10, cancellationToken).ConfigureAwait(false);
        }
    }
}
