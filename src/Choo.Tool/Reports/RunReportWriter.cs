using Choo.Adapters.Journal;
using Choo.Core.State;
using Choo.Engine;
using Choo.Views.Logs;
using Choo.Views.Pages;
using Choo.Views.Reports;
using Choo.Views.Timelines;

namespace Choo.Tool.Reports;

/// <summary>Reads a run and writes what the views make of it.</summary>
/// <param name="run">The run.</param>
/// <param name="cancellationToken">Stops between units.</param>
internal sealed class RunReportWriter(RunRecord run, CancellationToken cancellationToken)
{
    private string Journal => Path.Combine(run.Folder, "events.jsonl");

    /// <summary>The page. The journal is read twice, so that only the units that are shown are kept in memory.</summary>
    public async Task WritePageAsync(TextWriter output)
    {
        var (known, timeline) = Read();
        var page = new RunPage(known, timeline, new Release(BuildInfo.Version, BuildInfo.Pages));
        var stories = page.Shown.ToDictionary(unit => unit.Id, _ => new UnitStory(), StringComparer.Ordinal);
        var journal = new JournalReader(Journal);
        foreach (var e in journal.Events())
        {
            if (e.Unit is { } unit && journal.State is { } state && stories.TryGetValue(unit, out var story))
            {
                story.Take(e, state);
            }
        }

        var material = await RunMaterial.OpenAsync(known, cancellationToken).ConfigureAwait(false);
        await output.WriteAsync(page.Begin()).ConfigureAwait(false);
        foreach (var unit in page.Shown)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await output.WriteAsync(page.Unit(unit, await OfAsync(unit, stories[unit.Id], material, page.Budget).ConfigureAwait(false))).ConfigureAwait(false);
        }

        await output.WriteAsync(page.End()).ConfigureAwait(false);
    }

    /// <summary>The timeline alone, as an image.</summary>
    public Task WriteTimelineAsync(TextWriter output) => output.WriteAsync(TimelineSvg.Of(Read().Timeline));

    private (RunRecord Run, RunTimeline Timeline) Read()
    {
        var journal = new JournalReader(Journal);
        var fold = new TimelineFold();
        foreach (var e in journal.Events())
        {
            if (journal.State is { } state)
            {
                fold.Take(e, state);
            }
        }

        // What the run wrote since it was looked up belongs to it; the timeline and the states are of one moment.
        var known = journal.State is { } newest ? run with { State = newest } : run;
        return (known, fold.ToTimeline(known.State));
    }

    private async Task<UnitMaterial> OfAsync(UnitProgress unit, UnitStory story, RunMaterial material, PageBudget budget)
    {
        var patch = budget.HasRoomForPatches && unit.State is not (UnitState.Pending or UnitState.Ready or UnitState.Blocked) ? await material.PatchAsync(unit, cancellationToken).ConfigureAwait(false) : null;
        return new UnitMaterial(story)
        {
            Changes = patch is null ? null : new UnitChanges(patch.Since, patch.Until, patch.Files, patch.Patch) { FilesLeftOut = patch.LeftOut },
            Evidence = unit.State == UnitState.Complete ? material.Evidence(unit.Id) : null,
            Logs = budget.HasRoomForLogs ? Logs(story, material) : new Dictionary<string, LogExcerpt>(StringComparer.Ordinal),
        };
    }

    private static Dictionary<string, LogExcerpt> Logs(UnitStory story, RunMaterial material)
    {
        var logs = new Dictionary<string, LogExcerpt>(StringComparer.Ordinal);
        foreach (var turn in story.Steps.Select(step => step.Turn).OfType<Core.Events.AgentInvoked>())
        {
            if (material.Log(turn.Log, LogExcerpt.HeadBytes, LogExcerpt.TailBytes) is { } read)
            {
                logs[turn.Log] = LogExcerpt.Of(read.Head, read.Tail, read.Skipped);
            }
        }

        return logs;
    }
}
