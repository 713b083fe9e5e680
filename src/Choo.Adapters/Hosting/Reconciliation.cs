using System.Globalization;
using Choo.Adapters.Git;
using Choo.Core.Running;

namespace Choo.Adapters.Hosting;

/// <summary>A crash can come between a commit and the journal's knowing of it: git is asked, and the journal completed, so that no turn is paid twice.</summary>
internal sealed class Reconciliation(Repository repository, string run)
{
    private const string Format =
        "--format=%H%x00%T%x00%(trailers:key=Choo-Run,valueonly)%x00%(trailers:key=Choo-Unit,valueonly)%x00%(trailers:key=Choo-Task,valueonly)%x01";

    public async Task CompleteAsync(RunState state, Action<string, int?, EventData> record, CancellationToken cancellationToken)
    {
        var prefix = ChooRefs.Run(run);
        var refs = await repository.Git.RunAsync(cancellationToken, "for-each-ref", "--format=%(refname)%00%(objectname)", prefix).ConfigureAwait(false);
        var commits = refs.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\0'))
            .ToDictionary(parts => parts[0][prefix.Length..], parts => parts[1], StringComparer.Ordinal);
        foreach (var unit in state.Units)
        {
            if (unit is { Tip: { } tip, State: not UnitState.Complete } && commits.TryGetValue(unit.Id, out var commit) && commit != tip)
            {
                await CompleteAsync(unit, $"{tip}..{commit}", record, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Every commit of the unit that the journal does not know, oldest first: the last is where its ref stands.</summary>
    private async Task CompleteAsync(UnitProgress unit, string range, Action<string, int?, EventData> record, CancellationToken cancellationToken)
    {
        var log = await repository.Git.RunAsync(cancellationToken, "log", "--topo-order", "--reverse", Format, range, "--").ConfigureAwait(false);
        foreach (var entry in log.Split('\u0001', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = entry.Split('\0', StringSplitOptions.TrimEntries);
            if (parts[2] != run || parts[3] != unit.Id)
            {
                continue;
            }

            if (int.TryParse(parts[4], NumberStyles.None, CultureInfo.InvariantCulture, out var task))
            {
                record(unit.Id, task, new TaskCommitted(parts[0], parts[1], 0));
            }
            else
            {
                record(unit.Id, null, new UnitCommitted(parts[0], parts[1], "found in git"));
            }
        }
    }
}
