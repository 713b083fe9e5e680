using System.Collections.Immutable;
using Choo.Adapters.Agents;
using Choo.Adapters.Git;
using Choo.Adapters.Specs;
using Choo.Core.Configuration;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Gates;
using Choo.Core.Planning;
using Choo.Core.Shell;
using Choo.Core.Specs;
using Choo.Core.State;
using Choo.Core.Text;

namespace Choo.Engine;

/// <summary>What came of getting ready: the inputs, or why nothing can start; and what a person should know in any case.</summary>
internal sealed record Preparation(RunInputs? Inputs, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>What was found for a run that cannot start only because an agent is missing: target, specs and gates are as they should be.</summary>
    public RunInputs? WithoutAgents { get; init; }

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
            problems = problems.Add(DiagnosticCodes.ShallowClone.Because("this is a shallow clone: merges that need older history will fail; `git fetch --unshallow` fetches it"));
        }

        if (FreeDisk.Problem(repository.Root) is { } little)
        {
            problems = problems.Add(little);
        }

        return await PrepareAsync(config, target, HostPaths.TasksDir(request, repository.Root), problems).ConfigureAwait(false);
    }

    /// <summary>For a run that is resumed: its units, as the target's newest commit has them.</summary>
    public async Task<Preparation> PrepareAsync(RunState state)
    {
        var started = state.Started;
        var (config, problems) = HostConfig.Read(repository.Root, request, cancellationToken);
        var (target, problem) = await Target.FindAsync(repository, started.Target, cancellationToken).ConfigureAwait(false);
        if (target is null)
        {
            return new Preparation(null, [.. problems, problem!]);
        }

        var again = new RunPreparation(
            request with
            {
                Unit = null,
                NoMerge = started.NoMerge,
                Provider = request.Provider ?? started.Provider,
                ForcedProvider = request.ForcedProvider ?? started.ForcedProvider,
                Parallelism = request.Parallelism ?? started.Parallelism,
            },
            repository,
            cancellationToken);
        return await again.PrepareAsync(config, target, started.TasksDir, problems, state).ConfigureAwait(false);
    }

    private async Task<Preparation> PrepareAsync(
        ChooConfig config, Target target, string tasksDir, ImmutableArray<Diagnostic> problems, RunState? state = null)
    {
        problems = problems.AddRange(WritableRepository.Problems(repository));
        var differences = SpecDifferences.FindAsync(repository, target, tasksDir, cancellationToken);
        var files = await CommittedFiles.ListAsync(repository.Git, target.Commit, cancellationToken).ConfigureAwait(false);
        var folders = await files.FoldersAsync(tasksDir, cancellationToken).ConfigureAwait(false);
        var committed = await files.ContentAsync(HostConfig.FileName, cancellationToken).ConfigureAwait(false);
        (config, var judging) = CommittedConfig.Apply(config, committed, target.Branch, problems);
        problems = [.. problems, .. judging, .. Refused(files, target)];
        var context = new SpecContext { TasksDir = tasksDir, ArchivedUnits = files.Archived(tasksDir), KnownProviders = config.Provider.KnownNames };
        var specs = SpecReader.Read(context, folders, YamlReader.Instance);
        problems = [.. problems, .. NeverFails.Gathered([.. specs.Diagnostics.Where(each => each.Severity != Severity.Info)])];
        if (folders.IsEmpty)
        {
            problems = problems.Add(DiagnosticCodes.SpecsNotInTarget.At(
                tasksDir, 0, 0, $"the newest commit of {target.Branch} has no {tasksDir}; choo runs only what is committed, so commit the specs first"));
        }

        var (plan, unknown) = Plan.Of(specs, request.Unit);
        problems = unknown is null ? problems : problems.Add(unknown);
        var open = Open(plan, state);
        problems = problems.AddRange(await new SpecsInTheWay(repository, target).WithAsync(
            await differences.ConfigureAwait(false), request.NoMerge ? [] : open.Where(unit => !IsComplete(unit.Id, state)), cancellationToken).ConfigureAwait(false));
        return plan is null || problems.Any(each => each.Severity == Severity.Error)
            ? new Preparation(null, problems)
            : await CheckedAsync(Complete(config, new(target, tasksDir, specs, open, state is null ? [] : folders, plan.Levels), DefaultGates.From(files.Paths), problems)).ConfigureAwait(false);
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
                PathText.Show(inside), 0, 0, $"this is committed on {target.Branch}, but .choo is choo's own folder in each clone; run `git rm -r --cached .choo` and commit");
        }
    }

    /// <summary>The units of the run: those that are not complete, or those that a run which is resumed has.</summary>
    private static ImmutableArray<Unit> Open(Plan? plan, RunState? state)
    {
        var only = state?.Units.Select(unit => unit.Id).ToHashSet(StringComparer.Ordinal);
        return [.. (plan?.Units ?? []).Where(unit => only?.Contains(unit.Id) ?? !unit.IsComplete)];
    }

    private static bool IsComplete(string id, RunState? state) => state is not null && state.Unit(id).State == UnitState.Complete;

    private Preparation Complete(ChooConfig config, Committed found, DefaultGates gates, ImmutableArray<Diagnostic> problems)
    {
        var ids = found.Open.Select(unit => unit.Id).ToHashSet(StringComparer.Ordinal);
        var units = found.Open.Select(unit => Planned(unit, ids, config)).ToImmutableArray();
        var agents = AgentCommands.Resolve(config, units.Select(unit => unit.Provider), repository.Root, request.Environment("PATH"));
        problems = problems.AddRange(agents.Diagnostics);
        var place = WorktreePlace.Of(repository, config.Worktree.BasePath, request.Environment);
        problems = place.Problem is { } told ? problems.Add(told) : problems;
        var inputs = new RunInputs
        {
            Repository = repository,
            Place = place,
            Config = config,
            Target = found.Target,
            TasksDir = found.TasksDir,
            Specs = found.Specs,
            Folders = found.Folders,
            Units = units,
            Levels = found.Levels,
            Agents = agents.Commands,
            Baseline = config.BaselineChecks ?? gates.Baseline,
            DefaultBackpressure = gates.Backpressure,
            Parallelism = request.Parallelism ?? config.Parallelism,
        };
        return agents.Diagnostics.Any(each => each.Severity == Severity.Error)
            ? new Preparation(null, problems) { WithoutAgents = inputs }
            : new Preparation(inputs, problems);
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

    private sealed record Committed(
        Target Target, string TasksDir, SpecSet Specs, ImmutableArray<Unit> Open, ImmutableArray<SpecFolder> Folders, ImmutableArray<ImmutableArray<string>> Levels);
}
