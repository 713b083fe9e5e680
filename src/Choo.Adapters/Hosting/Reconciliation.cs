using System.Globalization;
using Choo.Adapters.Git;
using Choo.Core.Running;

namespace Choo.Adapters.Hosting;

/// <summary>A crash can come between a commit and the journal's knowing of it: git is asked, and the journal completed, so that no turn is paid twice.</summary>
internal sealed class Reconciliation(Repository repository, string run)
{
    public async Task CompleteAsync(RunState state, Action<string, int?, EventData> record, CancellationToken cancellationToken)
    {
        var prefix = ChooRefs.Unit(run, "");
        var refs = await repository.Git.RunAsync(
            cancellationToken,
            "for-each-ref",
            "--format=%(refname)%00%(objectname)%00%(parent)%00%(tree)%00%(contents:trailers:key=Choo-Task,valueonly)",
            prefix).ConfigureAwait(false);
        foreach (var line in refs.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = line.Split('\0');
            if (parts.Length < 5 || state.Units.FirstOrDefault(unit => unit.Id == parts[0][prefix.Length..]) is not { } unit)
            {
                continue;
            }

            var (commit, parent, tree) = (parts[1], parts[2], parts[3]);
            if (unit.Tip == parent
                && int.TryParse(parts[4].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var task)
                && unit.Planned.Tasks.Any(planned => planned.Number == task))
            {
                record(unit.Id, task, new TaskCommitted(commit, tree, 0));
            }
        }
    }
}
