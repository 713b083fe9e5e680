using Choo.Adapters.Files;
using Choo.Adapters.Git;
using Choo.Adapters.Journal;
using Choo.Core.Diagnostics;
using Choo.Core.Specs;

namespace Choo.Engine;

/// <summary>What a cleanup did.</summary>
/// <param name="Removed">Worktrees and refs that are gone (or would be, in a dry run).</param>
/// <param name="Kept">What stays, and why.</param>
/// <param name="ResetUnits">Units with a task that was set back.</param>
/// <param name="ResetTasks">Tasks that were set back to pending.</param>
/// <param name="Diagnostics">Why it could not begin; empty otherwise.</param>
public sealed record CleanupReport(
    IReadOnlyList<string> Removed, IReadOnlyList<Diagnostic> Kept, int ResetUnits, int ResetTasks, IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>Takes away what runs left, and nothing that could be lost: worktrees that are clean and whose commit a ref keeps, and refs whose commit the target has.</summary>
public static class Cleanup
{
    /// <summary>Cleans up, or says what it would do.</summary>
    public static async Task<CleanupReport> RunAsync(RunRequest request, bool resetState, bool dryRun, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (repository, problem) = await HostRepository.OpenAsync(request.WorkingFolder, cancellationToken).ConfigureAwait(false);
        if (repository is null)
        {
            return Nothing(problem!);
        }

        var folders = new RunFolders(repository.ChooDir);
        folders.Create();
        var (taken, busy) = await RunLock.TakeAsync(repository, request.Clock, cancellationToken).ConfigureAwait(false);
        if (taken is null)
        {
            return Nothing(busy!);
        }

        using (taken)
        {
            var (config, problems) = HostConfig.Read(repository.Root, request, cancellationToken);
            if (problems.Any(each => each.Severity == Severity.Error))
            {
                return new CleanupReport([], [], 0, 0, problems);
            }

            var sweep = new CleanupSweep(repository, WorktreePlace.Of(repository, config.Worktree.BasePath, request.Environment), dryRun);
            await sweep.RunAsync(cancellationToken).ConfigureAwait(false);
            var (units, tasks) = resetState
                ? await ResetAsync(repository.Root, HostPaths.TasksDir(request, repository.Root), dryRun, cancellationToken).ConfigureAwait(false)
                : (0, 0);
            return new CleanupReport(sweep.Removed, sweep.Kept, units, tasks, []);
        }
    }

    private static async Task<(int Units, int Tasks)> ResetAsync(string root, string tasksDir, bool dryRun, CancellationToken cancellationToken)
    {
        var (units, tasks) = (0, 0);
        var folder = Path.Combine(root, tasksDir);
        foreach (var unit in Directory.Exists(folder) ? Directory.GetDirectories(folder).Where(each => FileStatus.Of(each).Kind == FileKind.Folder) : [])
        {
            var before = tasks;
            foreach (var file in Directory.EnumerateFiles(unit, "*.md").Where(path => SpecNames.IsTask(Path.GetFileName(path))))
            {
                var read = PlainFile.Read(file, SpecFile.Longest);
                if (!read.IsRead)
                {
                    continue;
                }

                var content = read.Content.ToArray();
                var reset = SpecStatusEditor.Set(content, SpecStatus.Pending);
                if (reset.AsSpan().SequenceEqual(content))
                {
                    continue;
                }

                tasks++;
                if (!dryRun)
                {
                    await File.WriteAllBytesAsync(file, reset, cancellationToken).ConfigureAwait(false);
                }
            }

            units += tasks > before ? 1 : 0;
        }

        return (units, tasks);
    }

    private static CleanupReport Nothing(Diagnostic problem) => new([], [], 0, 0, [problem]);
}
