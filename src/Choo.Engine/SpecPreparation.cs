using Choo.Adapters.Git;
using Choo.Adapters.Specs;
using Choo.Core.Diagnostics;
using Choo.Core.Gates;
using Choo.Core.Shell;
using Choo.Core.Text;

namespace Choo.Engine;

/// <summary>The steps of a preparation that read specs, and with them the default gates and what judges the work.</summary>
internal static class SpecPreparation
{
    /// <summary>The specs as they are in the working tree.</summary>
    public static async Task ReadWorkingTreeAsync(PreparationDraft draft, CancellationToken cancellationToken)
    {
        draft.Specs = await new SpecSource(draft.Root, draft.TasksDir, draft.Config.Provider.KnownNames).ListAsync(cancellationToken).ConfigureAwait(false);
        draft.Problems.AddRange(draft.Specs.Diagnostics);
        draft.Gates = DefaultGates.From(ProjectFiles.In(draft.Root));
    }

    /// <summary>The specs as they are in the target's commit, and the settings that count as committed.</summary>
    public static async Task ReadCommitAsync(PreparationDraft draft, CancellationToken cancellationToken)
    {
        if (draft.Target is not { } target)
        {
            return;
        }

        var repository = draft.Repository!;
        var files = await CommittedFiles.ListAsync(repository.Git, target.Commit, cancellationToken).ConfigureAwait(false);
        if (draft.OfBacklog)
        {
            draft.TasksDir = GapPreparation.PathOf(draft, files);
        }

        var tasksDir = draft.TasksDir;

        // The working tree of another branch does not have what is done on the feature's.
        draft.Differences = draft.Feature is { IsNew: false } && await repository.CurrentBranchAsync(cancellationToken).ConfigureAwait(false) != target.Branch
            ? null
            : SpecDifferences.FindAsync(repository, target, tasksDir, cancellationToken);
        var committed = await files.ContentAsync(HostConfig.FileName, cancellationToken).ConfigureAwait(false);
        (draft.Config, var judging) = CommittedConfig.Apply(draft.Config, committed, target.Branch, [.. draft.Problems]);
        draft.Problems.AddRange([.. judging, .. Refused(files, target)]);
        draft.Gates = DefaultGates.From(files.Paths);
        if (draft.OfBacklog)
        {
            await GapPreparation.ReadAsync(draft, target, files, cancellationToken).ConfigureAwait(false);
            return;
        }

        var source = new SpecSource(draft.Root, tasksDir, draft.Config.Provider.KnownNames) { Git = repository.Git };
        var read = await source.ReadAsync(files, cancellationToken).ConfigureAwait(false);
        (draft.Source, draft.Read, draft.Specs) = (source, read, read.Set);
        draft.Problems.AddRange(NeverFails.Gathered([.. draft.Specs.Diagnostics.Where(each => each.Severity != Severity.Info)]));
        if (read.Folders.IsEmpty)
        {
            draft.Problems.Add(DiagnosticCodes.SpecsNotInTarget.At(
                tasksDir, 0, 0, $"the newest commit of {target.Branch} has no {tasksDir}; choo runs only what is committed, so commit the specs first"));
        }
    }

    /// <summary>What a commit must not have: a configuration that is a link, and files in choo's own folder, which a checkout would put there.</summary>
    private static IEnumerable<Diagnostic> Refused(CommittedFiles files, Target target)
    {
        if (files.IsLink(HostConfig.FileName))
        {
            yield return DiagnosticCodes.ConfigMalformed.At(
                HostConfig.FileName, 0, 0, $"as committed in {target.Branch} it is a symbolic link, and links are not followed; commit the file itself");
        }

        if (files.Paths.FirstOrDefault(path => path == ".choo" || path.StartsWith(".choo/", StringComparison.Ordinal)) is { } inside)
        {
            yield return DiagnosticCodes.NotChoosFolder.At(
                PathText.Show(inside), 0, 0, $"this is committed on {target.Branch}, but .choo is choo's own folder in each clone; run `git rm -r --cached .choo` and commit");
        }
    }
}
