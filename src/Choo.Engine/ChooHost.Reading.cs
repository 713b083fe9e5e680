using System.Collections.Immutable;
using Choo.Adapters.Files;
using Choo.Adapters.Git;
using Choo.Adapters.Specs;
using Choo.Core.Agents;
using Choo.Core.Configuration;
using Choo.Core.Diagnostics;
using Choo.Core.Flow;
using Choo.Core.Gates;
using Choo.Core.Planning;
using Choo.Core.Specs;
using Choo.Core.Text;

namespace Choo.Engine;

/// <summary>What would run.</summary>
/// <param name="Plan">The plan; null when the diagnostics have an error.</param>
/// <param name="Specs">What was read; null when it could not be.</param>
/// <param name="Defaults">The agent and gate of what names none.</param>
/// <param name="Config">The configuration.</param>
/// <param name="Target">The branch it would land on; empty outside of a repository.</param>
/// <param name="Diagnostics">Every problem.</param>
public sealed record PlanReport(
    Plan? Plan, SpecSet? Specs, PlanDefaults Defaults, ChooConfig Config, string Target, IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>A prompt as it would be given.</summary>
/// <param name="Unit">The unit; null when there is none of that name.</param>
/// <param name="Ready">Its ready tasks with their prompts.</param>
/// <param name="Diagnostics">Every problem.</param>
public sealed record PromptReport(Unit? Unit, IReadOnlyList<(SpecTask Task, string Prompt)> Ready, IReadOnlyList<Diagnostic> Diagnostics);

/// <content>The commands that read and start nothing; all but a committed plan work without git.</content>
public static partial class ChooHost
{
    /// <summary>The plan of the working tree, or of the target's commit (what <c>run</c> would do).</summary>
    public static async Task<PlanReport> PlanAsync(RunRequest request, bool committed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var root = ChooFolder.Find(Path.GetFullPath(request.WorkingFolder)) ?? Path.GetFullPath(request.WorkingFolder);
        var (config, problems) = HostConfig.Read(root, request, cancellationToken);
        var read = committed
            ? await CommittedAsync(request, config, cancellationToken).ConfigureAwait(false)
            : await WorkingAsync(root, request, config, cancellationToken).ConfigureAwait(false);
        problems = [.. problems, .. read.Problems];
        var (plan, unknown) = read.Specs is { HasErrors: false } ? Plan.Of(read.Specs, request.Unit) : (null, null);
        problems = unknown is null ? problems : problems.Add(unknown);
        var defaults = new PlanDefaults(
            unit => ProviderChoice.Of(request.ForcedProvider, unit.Provider, request.Provider, config.Provider).Name,
            read.Gates.Backpressure);
        return new PlanReport(problems.Any(each => each.Severity == Severity.Error) ? null : plan, read.Specs, defaults, config, read.Target, problems);
    }

    /// <summary>The gates that a folder's solutions and projects call for where nothing is configured.</summary>
    public static DefaultGates DefaultGatesOf(string root) => DefaultGates.From(ProjectFiles.In(root));

    /// <summary>Every problem of the working tree's specs and configuration.</summary>
    public static async Task<SpecSet> ValidateAsync(RunRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var root = ChooFolder.Find(Path.GetFullPath(request.WorkingFolder)) ?? Path.GetFullPath(request.WorkingFolder);
        var (config, problems) = HostConfig.Read(root, request, cancellationToken);
        var specs = await SpecFolders.LoadSetAsync(root, HostPaths.TasksDir(request, root), config.Provider.KnownNames, cancellationToken).ConfigureAwait(false);
        return specs with { Diagnostics = [.. problems, .. specs.Diagnostics] };
    }

    /// <summary>The prompts of a unit's ready tasks, or of one task, from the working tree.</summary>
    public static async Task<PromptReport> PromptAsync(RunRequest request, string unit, int? task, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var root = ChooFolder.Find(Path.GetFullPath(request.WorkingFolder)) ?? Path.GetFullPath(request.WorkingFolder);
        var plan = await PlanAsync(request with { Unit = null }, committed: false, cancellationToken).ConfigureAwait(false);
        var found = plan.Specs?.Units.FirstOrDefault(each => each.Id == unit);
        if (found is null)
        {
            var known = plan.Specs?.Units.Select(each => each.Id) ?? [];
            return new PromptReport(null, [], [.. plan.Diagnostics, DiagnosticCodes.UnknownUnit.Because($"there is no unit {unit}{NearestName.Hint(unit, known)}")]);
        }

        var done = found.Tasks.Where(each => each.Status == SpecStatus.Complete).Select(each => each.Number).ToHashSet();
        var chosen = task is { } number
            ? found.Tasks.Where(each => each.Number == number)
            : TaskOrder.Open(found, done).Where(each => each.DependsOn.All(done.Contains));
        var ready = new List<(SpecTask, string)>();
        foreach (var each in chosen)
        {
            ready.Add((each, Prompt.ForTask(new TaskPrompt
            {
                Unit = found,
                Task = each,
                SpecText = PlainFile.Text(Path.Combine(root, each.Path), SpecFile.Longest) ?? "",
                Gate = each.Backpressure ?? plan.Defaults.Backpressure,
                Attempts = plan.Config.TaskAttempts,
            })));
        }

        return new PromptReport(found, ready, plan.Diagnostics);
    }

    private static async Task<Source> WorkingAsync(string root, RunRequest request, ChooConfig config, CancellationToken cancellationToken)
    {
        var specs = await SpecFolders.LoadSetAsync(root, HostPaths.TasksDir(request, root), config.Provider.KnownNames, cancellationToken).ConfigureAwait(false);
        return new Source(specs, DefaultGates.From(ProjectFiles.In(root)), request.Target ?? config.TargetBranch ?? "", specs.Diagnostics);
    }

    private static async Task<Source> CommittedAsync(RunRequest request, ChooConfig config, CancellationToken cancellationToken)
    {
        var none = DefaultGates.From([]);
        var (repository, problem) = await HostRepository.OpenAsync(request.WorkingFolder, cancellationToken).ConfigureAwait(false);
        if (repository is null)
        {
            return new Source(null, none, "", [problem!]);
        }

        var (target, missing) = await Target.FindAsync(repository, request.Target ?? config.TargetBranch, cancellationToken).ConfigureAwait(false);
        if (target is null)
        {
            return new Source(null, none, "", [missing!]);
        }

        var tasksDir = HostPaths.TasksDir(request, repository.Root);
        var files = await CommittedFiles.ListAsync(repository.Git, target.Commit, cancellationToken).ConfigureAwait(false);
        var folders = await files.FoldersAsync(tasksDir, cancellationToken).ConfigureAwait(false);
        var context = new SpecContext { TasksDir = tasksDir, ArchivedUnits = files.Archived(tasksDir), KnownProviders = config.Provider.KnownNames };
        var specs = SpecReader.Read(context, folders, YamlReader.Instance);
        var differences = await SpecDifferences.FindAsync(repository, target, tasksDir, cancellationToken).ConfigureAwait(false);
        var open = request.NoMerge ? [] : Plan.Of(specs, request.Unit).Plan?.Units ?? [];
        differences = await new SpecsInTheWay(repository, target).WithAsync(differences, open.Where(unit => !unit.IsComplete), cancellationToken).ConfigureAwait(false);
        var problems = specs.Diagnostics.AddRange(differences);
        if (folders.IsEmpty)
        {
            problems = problems.Add(DiagnosticCodes.SpecsNotInTarget.At(tasksDir, 0, 0, $"the newest commit of {target.Branch} has no {tasksDir}"));
        }

        return new Source(specs, DefaultGates.From(files.Paths), target.Branch, problems);
    }

    private sealed record Source(SpecSet? Specs, DefaultGates Gates, string Target, ImmutableArray<Diagnostic> Problems);
}
