using System.Collections.Immutable;
using Choo.Adapters.Git;
using Choo.Adapters.Journal;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.State;

namespace Choo.Engine;

/// <summary>The newest run there is, as a new one looks at it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State">How far it came; null when its journal cannot be read.</param>
internal sealed record EarlierRun(string Id, RunState? State)
{
    /// <summary>Whether it ended early, so that <c>resume</c> would continue it.</summary>
    public bool IsUnfinished => State is { End: not RunCompleted } && (State.Counts.Complete != State.Units.Count || State.Started.Feature is not null);

    /// <summary>The newest run of a repository; null when there is none.</summary>
    public static EarlierRun? Find(Repository repository)
    {
        var folders = new RunFolders(repository.ChooDir);
        return folders.All() is [var newest, ..] ? new EarlierRun(newest, new JournalReader(folders.Journal(newest)).ToEnd().State) : null;
    }

    /// <summary>The units that runs of a feature completed, each as its newest run tells.</summary>
    public static ImmutableArray<UnitProgress> GatheredFor(Repository repository, string feature)
    {
        var folders = new RunFolders(repository.ChooDir);
        return
        [
            .. folders.All().Select(run => new JournalReader(folders.Journal(run)).ToEnd().State).OfType<RunState>().Where(state => state.Started.Feature == feature)
                .SelectMany(state => state.Units).Where(unit => unit.State == UnitState.Complete).DistinctBy(unit => unit.Id),
        ];
    }

    /// <summary>A step of a preparation: what a person should know of the newest run before there is another.</summary>
    public static async Task CheckAsync(PreparationDraft draft, CancellationToken cancellationToken)
    {
        if (draft.Earlier is not { } earlier)
        {
            return;
        }

        draft.Problems.AddRange(await UnmergedWork.FindAsync(draft, earlier, cancellationToken).ConfigureAwait(false));

        if (earlier.IsUnfinished)
        {
            draft.Problems.Add(DiagnosticCodes.RunUnfinished.Because(
                $"the run {earlier.Id} is unfinished; `dotnet choo resume` would have continued it. Its commits stay under {ChooRefs.Run(earlier.Id)}"));
        }
    }
}
