using System.Collections.Immutable;
using Choo.Adapters.Files;
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
        return await GuardedAsync(request, observer, stop, async repository =>
        {
            var folders = new RunFolders(repository.ChooDir);
            var last = folders.All() is [var newest, ..] ? new JournalReader(folders.Journal(newest)).ToEnd().State : null;
            var mended = await AfterKill.MendAsync(repository, last, stop.Token).ConfigureAwait(false);
            var prepared = await new RunPreparation(request, repository, stop.Token).PrepareAsync().ConfigureAwait(false);
            var notes = mended.AddRange(prepared.Diagnostics).AddRange(await UnfinishedAsync(repository, prepared.Inputs, last, stop.Token).ConfigureAwait(false));
            observer.OnDiagnostics(notes);
            if (prepared.Inputs is not { } inputs)
            {
                return new RunReport(2, null, null, notes);
            }

            if (inputs.Units.IsEmpty)
            {
                return new RunReport(0, null, null, notes);
            }

            var run = folders.NextId(request.Clock);
            var excludes = Excludes.Write(repository);
            var session = new RunSession(inputs, request, observer, stop, new SessionStart(run, null, 0, excludes));
            await using var ended = session.ConfigureAwait(false);
            var code = await session.StartAsync(Started(inputs, request), notes).ConfigureAwait(false);
            return new RunReport(code, session.State, session.Folder, notes);
        }).ConfigureAwait(false);
    }

    /// <summary>Continues the newest run, from its journal and git; with <see cref="RunRequest.Retry"/> only one failed unit of it and what that blocks.</summary>
    public static async Task<RunReport> ResumeAsync(RunRequest request, IRunObserver observer, RunStop stop)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(observer);
        ArgumentNullException.ThrowIfNull(stop);
        return await GuardedAsync(request, observer, stop, async repository =>
        {
            var folders = new RunFolders(repository.ChooDir);
            if (folders.All() is not [var run, ..])
            {
                return Refuse(observer, DiagnosticCodes.NothingToResume.Because("no run has been started here yet; `dotnet choo run` starts one"));
            }

            var journal = new JournalReader(folders.Journal(run)).ToEnd();
            if (journal is { Problem: null, Began: null })
            {
                return Refuse(observer, DiagnosticCodes.NothingToResume.Because($"the run {run} ended before it started any work; `dotnet choo run` starts a new one"));
            }

            if (journal.Problem is not null || journal.State is not { } state)
            {
                return Refuse(observer, journal.Problem ?? DiagnosticCodes.JournalUnreadable.At(folders.Journal(run), 1, 1, "the journal does not begin with orch.started"));
            }

            if (RunSession.NotAcceptable(state, request.Accept) is { } unacceptable)
            {
                return Refuse(observer, unacceptable);
            }

            if (request.Retry is { } retried && RetryRefusal.Of(state, retried) is { } refusal)
            {
                return Refuse(observer, refusal);
            }

            if (state.End is RunCompleted)
            {
                return new RunReport(0, state, folders.Of(run), []);
            }

            var mended = await AfterKill.MendAsync(repository, state, stop.Token).ConfigureAwait(false);
            var prepared = await new RunPreparation(request, repository, stop.Token).PrepareAsync(state).ConfigureAwait(false);
            observer.OnDiagnostics(prepared.Diagnostics);
            if (prepared.Inputs is not { } inputs)
            {
                return new RunReport(2, null, null, prepared.Diagnostics);
            }

            var excludes = Excludes.Write(repository, goesOn: true);
            var session = new RunSession(inputs, request, observer, stop, new SessionStart(run, state, journal.LastSeq, excludes) { Events = new JournalReader(folders.Journal(run)).Events() });
            await using var ended = session.ConfigureAwait(false);
            var code = await session.ResumeAsync(mended).ConfigureAwait(false);
            return new RunReport(code, session.State, session.Folder, prepared.Diagnostics);
        }).ConfigureAwait(false);
    }

    private static RunStarted Started(RunInputs inputs, RunRequest request) => new()
    {
        Version = request.Version,
        Target = inputs.Target.Branch,
        Base = inputs.Target.Commit,
        TasksDir = inputs.TasksDir,
        Parallelism = inputs.Parallelism,
        NoMerge = request.NoMerge,
        Provider = request.Provider,
        ForcedProvider = request.ForcedProvider,
        Units = inputs.Units,
        Levels = inputs.Levels,
    };

    /// <summary>Opens the repository and holds its run lock while the work is done.</summary>
    private static async Task<RunReport> GuardedAsync(
        RunRequest request, IRunObserver observer, RunStop stop, Func<Repository, Task<RunReport>> work)
    {
        try
        {
            var (repository, problem) = await HostRepository.OpenAsync(request.WorkingFolder, stop.Token).ConfigureAwait(false);
            if (repository is null)
            {
                return Refuse(observer, problem!);
            }

            new RunFolders(repository.ChooDir).Create();
            var (taken, busy) = await RunLock.TakeAsync(repository, request.Clock, stop.Token).ConfigureAwait(false);
            if (taken is null)
            {
                return Refuse(observer, busy!);
            }

            using (taken)
            {
                return await work(repository).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            return new RunReport(stop.ExitCode, null, null, []);
        }
        catch (Core.Ports.PortException failure)
        {
            return Refuse(observer, failure.Diagnostic);
        }
        catch (Exception refused) when (DiskRefusal.Is(refused))
        {
            return Refuse(observer, DiagnosticCodes.CannotWrite.Because(
                $"{refused.Message}; finished work is kept: once the folder can be written again, `dotnet choo resume` continues"));
        }
    }

    private static RunReport Refuse(IRunObserver observer, Diagnostic problem)
    {
        observer.OnDiagnostics([problem]);
        return new RunReport(2, null, null, [problem]);
    }

    /// <summary>What a person should know of the newest run when it did not end well; what it left running is ended.</summary>
    private static async Task<ImmutableArray<Diagnostic>> UnfinishedAsync(Repository repository, RunInputs? inputs, RunState? state, CancellationToken cancellationToken)
    {
        var folders = new RunFolders(repository.ChooDir);
        if (folders.All() is not [var newest, ..])
        {
            return [];
        }

        var unmerged = state is not null && inputs is not null
            ? await UnmergedWork.FindAsync(repository, state, inputs, newest, cancellationToken).ConfigureAwait(false)
            : [];
        if (state is not { End: not RunCompleted } || state.Counts.Complete == state.Units.Count)
        {
            return unmerged;
        }

        var ended = await RunSweep.EndLeftoversAsync(newest, cancellationToken).ConfigureAwait(false);
        var told = DiagnosticCodes.RunUnfinished.Because(
            $"the run {newest} is unfinished; `dotnet choo resume` would have continued it. Its commits stay under {ChooRefs.Run(newest)}");
        return ended.Count == 0 ? [.. unmerged, told] : [.. unmerged, told, Leftovers(ended.Count)];
    }

    private static Diagnostic Leftovers(int count) =>
        DiagnosticCodes.LeftoversEnded.Because($"{count} processes of the crashed run were still running and were stopped");
}
