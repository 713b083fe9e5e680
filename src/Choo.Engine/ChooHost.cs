using System.Collections.Immutable;
using Choo.Adapters.Git;
using Choo.Adapters.Journal;
using Choo.Adapters.Processes;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.State;

namespace Choo.Engine;

/// <summary>The one place that wires a run; every face uses it.</summary>
public static partial class ChooHost
{
    /// <summary>Runs the units of the target's tip to their end.</summary>
    public static async Task<RunReport> RunAsync(RunRequest request, IRunObserver observer, RunStop stop)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(observer);
        ArgumentNullException.ThrowIfNull(stop);
        return await EnterAsync(request, observer, stop, async repository =>
        {
            var earlier = EarlierRun.Find(repository);
            var mended = await AfterKill.MendAsync(repository, earlier?.State, stop.Token).ConfigureAwait(false);
            var prepared = await RunPreparation.PrepareAsync(PreparationDraft.OfCommit(PreparationPurpose.Run, request, repository, earlier), stop.Token).ConfigureAwait(false);
            var ended = await EndLeftoversAsync(earlier, stop.Token).ConfigureAwait(false);
            ImmutableArray<Diagnostic> notes = [.. mended, .. prepared.Diagnostics, .. ended];
            observer.OnDiagnostics(notes);
            if (prepared.Inputs is not { } inputs)
            {
                return new RunReport(2, null, null, notes);
            }

            // What may be left without units is the feature's pull request: a run looks whether there is one, and opens it.
            if (inputs.Units.IsEmpty && (inputs.Feature is not { } gathered || !await gathered.IsAheadAsync(repository, inputs.Target, stop.Token).ConfigureAwait(false)))
            {
                return new RunReport(0, null, null, notes);
            }

            await (inputs.Feature?.MakeAsync(repository, inputs.Target, stop.Token) ?? Task.CompletedTask).ConfigureAwait(false);
            var run = new RunFolders(repository.ChooDir).NextId(request.Clock);
            var excludes = Excludes.Write(repository);
            var session = new RunSession(inputs, request, observer, stop, new SessionStart(run, new RunState(Started(inputs, request)), 0, excludes) { Notes = notes });
            await using var disposed = session.ConfigureAwait(false);
            var code = await session.RunAsync().ConfigureAwait(false);
            return new RunReport(code, session.State, session.Folder, notes);
        }).ConfigureAwait(false);
    }

    /// <summary>Continues the newest run, from its journal and git; with <see cref="RunRequest.Retry"/> only one failed unit of it and what that blocks.</summary>
    public static async Task<RunReport> ResumeAsync(RunRequest request, IRunObserver observer, RunStop stop)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(observer);
        ArgumentNullException.ThrowIfNull(stop);
        return await EnterAsync(request, observer, stop, async repository =>
        {
            var (found, problem) = ResumedRun.Find(repository, request);
            if (found is not { State: { } state } run)
            {
                return Refuse(observer, problem!);
            }

            var folders = new RunFolders(repository.ChooDir);
            if (run.IsComplete)
            {
                return new RunReport(0, state, folders.Of(run.Id), []);
            }

            var mended = await AfterKill.MendAsync(repository, state, stop.Token).ConfigureAwait(false);
            var prepared = await RunPreparation.PrepareAsync(PreparationDraft.OfRun(request, repository, state), stop.Token).ConfigureAwait(false);
            observer.OnDiagnostics(prepared.Diagnostics);
            if (prepared.Inputs is not { } inputs)
            {
                return new RunReport(2, null, null, prepared.Diagnostics);
            }

            var excludes = Excludes.Write(repository, goesOn: true);
            var session = new RunSession(inputs, request, observer, stop, new SessionStart(run.Id, state, run.LastSeq, excludes) { Events = new JournalReader(folders.Journal(run.Id)).Events(), Notes = mended });
            await using var disposed = session.ConfigureAwait(false);
            var code = await session.RunAsync().ConfigureAwait(false);
            return new RunReport(code, session.State, session.Folder, prepared.Diagnostics);
        }).ConfigureAwait(false);
    }

    private static RunStarted Started(RunInputs inputs, RunRequest request) => new()
    {
        Version = request.Version,
        Target = inputs.Target.Branch,
        Base = inputs.Target.Commit,
        TasksDir = inputs.TasksDir,
        Source = inputs.OfBacklog ? RunStarted.Gaps : null,
        Parallelism = inputs.Parallelism,
        NoMerge = request.NoMerge,
        Land = RunLand.Of(inputs.Config, request.NoMerge),
        Feature = inputs.Feature?.Name,
        FeatureTarget = inputs.Feature?.Target,
        TakesNewUnits = request.Unit is null && !inputs.OfBacklog && inputs.Config.TakesNewUnits,
        Provider = request.Provider,
        ForcedProvider = request.ForcedProvider,
        Units = inputs.Units,
        Levels = inputs.Levels,
    };

    /// <summary>Opens the repository and holds its run lock while the work is done.</summary>
    private static async Task<RunReport> EnterAsync(
        RunRequest request, IRunObserver observer, RunStop stop, Func<Repository, Task<RunReport>> work)
    {
        try
        {
            var entry = new RepositoryEntry<RunReport>(request, writes: true, problem => Refuse(observer, problem));
            return await entry.EnterAsync(work, stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            return new RunReport(stop.ExitCode, null, null, []);
        }
    }

    private static RunReport Refuse(IRunObserver observer, Diagnostic problem)
    {
        observer.OnDiagnostics([problem]);
        return new RunReport(2, null, null, [problem]);
    }

    /// <summary>Ends what an unfinished run left running.</summary>
    private static async Task<ImmutableArray<Diagnostic>> EndLeftoversAsync(EarlierRun? earlier, CancellationToken cancellationToken)
    {
        var ended = earlier is { IsUnfinished: true } ? await RunSweep.EndLeftoversAsync(earlier.Id, cancellationToken).ConfigureAwait(false) : [];
        return ended.Count == 0
            ? []
            : [DiagnosticCodes.LeftoversEnded.Because($"{ended.Count} processes of the crashed run were still running and were stopped")];
    }
}
