using System.Collections.Immutable;
using Choo.Adapters.Agents;
using Choo.Adapters.Git;
using Choo.Adapters.Specs;
using Choo.Core.Configuration;
using Choo.Core.Diagnostics;
using Choo.Core.Gates;
using Choo.Core.Planning;
using Choo.Core.Ports;
using Choo.Core.Running;
using Choo.Core.Specs;
using Choo.Core.Text;

namespace Choo.Adapters.Hosting;

/// <summary>What came of getting ready: the inputs, or why nothing can start; and what a person should know in any case.</summary>
internal sealed record Preparation(RunInputs? Inputs, ImmutableArray<Diagnostic> Diagnostics)
{
    public static Preparation Refused(params ReadOnlySpan<Diagnostic> problems) => new(null, [.. problems]);
}

/// <summary>Finds everything a run needs and starts nothing: repository, configuration, target, specs as committed, plan, agents, gates.</summary>
internal sealed class RunPreparation(RunRequest request, Repository repository, CancellationToken cancellationToken)
{
    /// <summary>For a new run.</summary>
    public async Task<Preparation> PrepareAsync()
    {
        var (config, problems) = HostConfig.Read(repository.Root, request, cancellationToken);
        var (target, problem) = await Target.FindAsync(repository, request.Target ?? config.TargetBranch, cancellationToken).ConfigureAwait(false);
        if (target is null)
        {
            return new Preparation(null, [.. problems, problem!]);
        }

        if (repository.IsShallow)
        {
            problems = problems.Add(DiagnosticCodes.ShallowClone.Because("this is a shallow clone: merges that need older history will fail; `git fetch --unshallow` helps"));
        }

        if (FreeDisk.Problem(repository.Root) is { } little)
        {
            problems = problems.Add(little);
        }

        return await PrepareAsync(config, target, HostPaths.TasksDir(request, repository.Root), problems).ConfigureAwait(false);
    }

    /// <summary>For a run that goes on: the same specs from the same commit.</summary>
    public async Task<Preparation> PrepareAsync(RunStarted started)
    {
        var (config, problems) = HostConfig.Read(repository.Root, request, cancellationToken);
        var target = new Target(started.Target, started.Base);
        var again = new RunPreparation(
            request with
            {
                Provider = request.Provider ?? started.Provider,
                ForcedProvider = request.ForcedProvider ?? started.ForcedProvider,
                Parallelism = request.Parallelism ?? started.Parallelism,
                NoMerge = started.NoMerge,
            },
            repository,
            cancellationToken);
        return await again.PrepareAsync(config, target, started.TasksDir, problems, only: [.. started.Units.Select(unit => unit.Id)]).ConfigureAwait(false);
    }

    private async Task<Preparation> PrepareAsync(
        ChooConfig config, Target target, string tasksDir, ImmutableArray<Diagnostic> problems, ImmutableHashSet<string>? only = null)
    {
        problems = problems.AddRange(WritableRepository.Problems(repository));
        var differences = only is null
            ? SpecDifferences.FindAsync(repository, target, tasksDir, cancellationToken)
            : Task.FromResult(ImmutableArray<Diagnostic>.Empty);
        var files = await CommittedFiles.ListAsync(repository.Git, target.Commit, cancellationToken).ConfigureAwait(false);
        var folders = await files.FoldersAsync(tasksDir, cancellationToken).ConfigureAwait(false);
        var committed = await files.ContentAsync(HostConfig.FileName, cancellationToken).ConfigureAwait(false);
        (config, var judging) = CommittedConfig.Apply(config, committed, target.Branch, problems);
        problems = [.. problems, .. judging, .. Refused(files, target)];
        var context = new SpecContext { TasksDir = tasksDir, ArchivedUnits = files.Archived(tasksDir), KnownProviders = config.Provider.KnownNames };
        var specs = SpecReader.Read(context, folders, YamlReader.Instance);
        problems = [.. problems, .. specs.Diagnostics.Where(each => each.Severity != Severity.Info), .. await differences.ConfigureAwait(false)];
        if (folders.IsEmpty)
        {
            problems = problems.Add(DiagnosticCodes.SpecsNotInTarget.At(
                tasksDir, 0, 0, $"the commit of {target.Branch} has no {tasksDir}; what runs is what is committed, so commit the specs first"));
        }

        var (plan, unknown) = Plan.Of(specs, request.Unit);
        problems = unknown is null ? problems : problems.Add(unknown);
        return plan is null || problems.Any(each => each.Severity == Severity.Error)
            ? new Preparation(null, problems)
            : await CheckedAsync(Complete(config, target, tasksDir, specs, plan, DefaultGates.From(files.Paths), problems, only)).ConfigureAwait(false);
    }

    /// <summary>What would be found only when the agents' work is to be kept or landed is found here.</summary>
    private async Task<Preparation> CheckedAsync(Preparation found)
    {
        if (found.Inputs is not { } inputs || inputs.Units.IsEmpty)
        {
            return found;
        }

        var problems = await RefRoom.ProblemsAsync(repository, [.. inputs.Units.Select(unit => unit.Id)], request.NoMerge, cancellationToken).ConfigureAwait(false);
        if (!request.NoMerge && MainCheckouts.Problem(repository, inputs.Target.Branch) is { } unknown)
        {
            problems = problems.Add(unknown);
        }

        return problems.IsEmpty ? found : new Preparation(null, found.Diagnostics.AddRange(problems));
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
                PathText.Show(inside), 0, 0, $"{target.Branch} has a commit with this in it, and .choo is choo's own folder in each clone; `git rm -r --cached .choo` and commit");
        }
    }

    private Preparation Complete(
        ChooConfig config, Target target, string tasksDir, SpecSet specs, Plan plan, DefaultGates gates, ImmutableArray<Diagnostic> problems, ImmutableHashSet<string>? only)
    {
        var open = plan.Units.Where(unit => only?.Contains(unit.Id) ?? !unit.IsComplete).ToImmutableArray();
        var ids = open.Select(unit => unit.Id).ToHashSet(StringComparer.Ordinal);
        var units = open.Select(unit => Planned(unit, ids, config)).ToImmutableArray();
        var agents = AgentCommands.Resolve(config, units.Select(unit => unit.Provider), repository.Root, request.Environment("PATH"));
        problems = problems.AddRange(agents.Diagnostics);
        if (agents.Diagnostics.Any(each => each.Severity == Severity.Error))
        {
            return new Preparation(null, problems);
        }

        var inputs = new RunInputs
        {
            Repository = repository,
            Config = config,
            Target = target,
            TasksDir = tasksDir,
            Specs = specs,
            Units = units,
            Levels = plan.Levels,
            Agents = agents.Commands,
            Baseline = config.BaselineChecks ?? gates.Baseline,
            DefaultBackpressure = gates.Backpressure,
            Parallelism = request.Parallelism ?? config.Parallelism,
        };
        return new Preparation(inputs, problems);
    }

    private PlannedUnit Planned(Unit unit, HashSet<string> ids, ChooConfig config) => new(
        unit.Id,
        unit.Path,
        [.. unit.DependsOn.Where(ids.Contains)],
        ProviderChoice.Of(request.ForcedProvider, unit.Provider, request.Provider, config.Provider).Name,
        [.. unit.Tasks.Select(task => new PlannedTask(task.Number, task.Title, task.File, task.Status == SpecStatus.Complete))])
    {
        DependsOnAt = unit.DependsOnAt,
    };
}
