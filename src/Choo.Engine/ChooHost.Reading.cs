using Choo.Adapters.Files;
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
    Plan? Plan, SpecSet? Specs, PlanDefaults Defaults, ChooConfig Config, string Target, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>The feature whose branch the target is; null without one.</summary>
    public FeatureStart? Feature { get; init; }

    /// <summary>The gaps that a run would work on; null when units are those of specs.</summary>
    public ChosenGaps? Gaps { get; init; }
}

/// <summary>A prompt as it would be given.</summary>
/// <param name="Unit">The unit; null when there is none of that name.</param>
/// <param name="Ready">Its ready tasks with their prompts.</param>
/// <param name="Diagnostics">Every problem.</param>
public sealed record PromptReport(Unit? Unit, IReadOnlyList<(SpecTask Task, string Prompt)> Ready, IReadOnlyList<Diagnostic> Diagnostics);

/// <content>The commands that read and start nothing; all but a committed plan work without git.</content>
public static partial class ChooHost
{
    /// <summary>The plan of the working tree.</summary>
    public static async Task<PlanReport> PlanAsync(RunRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var prepared = await RunPreparation.PrepareAsync(PreparationDraft.OfWorkingTree(request, RootOf(request)), cancellationToken).ConfigureAwait(false);
        return ReportOf(prepared, request);
    }

    /// <summary>What <see cref="RunAsync"/> would do with the same request, or <see cref="ResumeAsync"/>, or why it would refuse. Nothing is changed.</summary>
    public static async Task<PlanReport> DryRunAsync(RunRequest request, bool resumes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var entry = new RepositoryEntry<Preparation>(request, writes: false, problem => Preparation.Refused(problem));
        var prepared = await entry.EnterAsync(
            async repository =>
            {
                var (resumed, problem) = resumes ? ResumedRun.Find(repository, request) : (null, null);
                var draft = resumed is null
                    ? PreparationDraft.OfCommit(PreparationPurpose.DryRun, request, repository, EarlierRun.Find(repository))
                    : PreparationDraft.OfRun(request, repository, resumed.State);
                return problem is null ? await RunPreparation.PrepareAsync(draft, cancellationToken).ConfigureAwait(false) : Preparation.Refused(problem);
            },
            cancellationToken).ConfigureAwait(false);
        return ReportOf(prepared, request);
    }

    /// <summary>The gates that a folder's solutions and projects call for where nothing is configured.</summary>
    public static DefaultGates DefaultGatesOf(string root) => DefaultGates.From(ProjectFiles.In(root));

    /// <summary>Every problem of the working tree's specs and configuration.</summary>
    public static async Task<SpecSet> ValidateAsync(RunRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var root = RootOf(request);
        var (config, problems) = HostConfig.Read(root, request, cancellationToken);
        var specs = await new SpecSource(root, HostPaths.TasksDir(request, root), config.Provider.KnownNames).ListAsync(cancellationToken).ConfigureAwait(false);
        return specs with { Diagnostics = [.. problems, .. specs.Diagnostics] };
    }

    /// <summary>The prompts of a unit's ready tasks, or of one task, from the working tree.</summary>
    public static async Task<PromptReport> PromptAsync(RunRequest request, string unit, int? task, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var root = RootOf(request);
        var plan = await PlanAsync(request with { Unit = null }, cancellationToken).ConfigureAwait(false);
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

    private static string RootOf(RunRequest request) =>
        ChooFolder.Find(Path.GetFullPath(request.WorkingFolder)) ?? Path.GetFullPath(request.WorkingFolder);

    private static PlanReport ReportOf(Preparation prepared, RunRequest request)
    {
        var defaults = new PlanDefaults(
            unit => ProviderChoice.Of(request.ForcedProvider, unit.Provider, request.Provider, prepared.Config.Provider).Name,
            prepared.Gates.Backpressure);
        return new PlanReport(prepared.Plan, prepared.Specs, defaults, prepared.Config, prepared.Target, prepared.Diagnostics) { Feature = prepared.Feature, Gaps = prepared.Gaps };
    }
}
