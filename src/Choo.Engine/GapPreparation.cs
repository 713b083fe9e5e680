using System.Collections.Immutable;
using Choo.Adapters.Backlogs;
using Choo.Adapters.Git;
using Choo.Core.Backlogs;
using Choo.Core.Configuration;
using Choo.Core.Diagnostics;
using Choo.Core.Forge;

namespace Choo.Engine;

/// <summary>The part of a preparation that reads a backlog and chooses among its gaps.</summary>
internal static class GapPreparation
{
    /// <summary>Where the target's commit has the backlog, relative to the repository; the place that was named, or the first usual one, when it has none.</summary>
    public static string PathOf(PreparationDraft draft, CommittedFiles files)
    {
        if (draft.Resumed is { } resumed)
        {
            return resumed.Started.TasksDir;
        }

        var named = draft.Request.Gaps?.Path is { } given
            ? Path.GetRelativePath(draft.Root, Path.GetFullPath(given, draft.Request.WorkingFolder))
            : draft.Config.Backlog.Path;
        named = named?.Replace('\\', '/').TrimEnd('/');
        return CommittedBacklog.PathOf(files, named) ?? named ?? BacklogConfig.UsualPaths[0];
    }

    /// <summary>The gaps as units, and for a new run those of them that are wanted.</summary>
    public static async Task ReadAsync(PreparationDraft draft, Target target, CommittedFiles files, CancellationToken cancellationToken)
    {
        var contents = await CommittedBacklog.ContentsAsync(files, draft.TasksDir, cancellationToken).ConfigureAwait(false);
        if (contents.IsEmpty)
        {
            draft.Problems.Add(DiagnosticCodes.BacklogMissing.At(
                draft.TasksDir, 0, 0, $"the newest commit of {target.Branch} has no backlog here; choo works on what is committed, so commit it first, or say where it is with --backlog or backlog.path in .choo.yaml"));
            return;
        }

        var request = draft.Request.Gaps;
        var config = draft.Config.Backlog with { IsStrict = draft.Config.Backlog.IsStrict || request?.IsStrict == true };
        var backlog = BacklogReader.Read(contents, config.IsStrict, Adapters.Specs.YamlReader.Instance);
        var source = new GapSource(draft.Root, draft.TasksDir, config, draft.Request.Clock) { Git = draft.Repository!.Git };
        var read = source.UnitsOf(backlog);
        (draft.Source, draft.Read, draft.Specs) = (source, read, read.Set);

        // What is wrong with other gaps is for `gaps list`; a backlog that cannot be read, or is to be right as a whole, is no ground to work from.
        draft.Problems.AddRange(backlog.Diagnostics.Where(each => each.Severity == Severity.Error));
        if (request is not null)
        {
            Choose(draft, request, backlog, source, contents);
        }
    }

    private static void Choose(PreparationDraft draft, GapRequest request, Backlog backlog, GapSource source, ImmutableArray<BacklogFile> contents)
    {
        var options = request.Options with { Lowest = request.Lowest ?? draft.Config.Backlog.Lowest };
        (draft.Gaps, var problems) = ChosenGaps.Choose(backlog, request, options, draft.Request.Parallelism ?? draft.Config.Parallelism);
        draft.Problems.AddRange(problems);
        if (!draft.Request.NoMerge)
        {
            var ids = draft.Gaps.Gaps.Select(gap => gap.Id).ToHashSet(StringComparer.Ordinal);
            if (draft.Config is { Land: LandingWay.PullRequest, PullRequest.Method: MergeMethod.Rebase })
            {
                draft.Problems.Add(DiagnosticCodes.GapNotClosable.At(
                    HostConfig.FileName, 0, 0, "pull_request.merge_method is rebase, which leaves out the merges that close gaps; set it to squash or merge"));
            }

            draft.Problems.AddRange(source.CannotClose(draft.Specs!.Units.Where(unit => ids.Contains(unit.Id)), contents));
        }
    }
}
