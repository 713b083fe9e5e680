using Choo.Adapters.Files;
using Choo.Adapters.Processes;
using Choo.Core.Events;
using Choo.Core.Ports;
using Choo.Core.Scheduling;
using Choo.Core.State;

namespace Choo.Engine;

/// <summary>One start of a run: what it holds, its opening and its work, put around the loop that records all of it.</summary>
internal sealed class RunSession : IAsyncDisposable
{
    private readonly SessionStart begin;
    private readonly IRunObserver observer;
    private readonly RunStop stop;
    private readonly RunStart start;
    private readonly RunLoop loop;
    private readonly RunOpening opening;
    private readonly RunComposition composition;

    public RunSession(RunInputs inputs, RunRequest request, IRunObserver observer, RunStop stop, SessionStart begin)
    {
        (this.begin, this.observer, this.stop) = (begin, observer, stop);
        var resources = new RunResources(inputs, request, begin, (unit, data) => loop!.Events.Post(unit, null, data));
        start = new RunStart(inputs, request, begin.State, resources);
        loop = new RunLoop(begin.State, Options());
        opening = new RunOpening(start, loop, begin.Notes, stop.Token);
        composition = new RunComposition(start);
    }

    /// <summary>The run's folder.</summary>
    public string Folder => start.Resources.Folder;

    /// <summary>The run's state.</summary>
    public RunState State => start.State;

    /// <summary>Begins or resumes the run and carries it to its end; returns the exit code. Throws when it is stopped before the journal has that it began.</summary>
    public async Task<int> RunAsync()
    {
        if (begin.IsNew)
        {
            opening.Begin();
        }

        using var second = stop.Kill.Register(() => RunSweep.Kill(start.Run));
        await loop.RunAsync(stop.Token).ConfigureAwait(false);
        if (!loop.HasBegun)
        {
            stop.Token.ThrowIfCancellationRequested();
        }

        await start.Resources.Evidence.SettleAsync().ConfigureAwait(false);
        if (await start.Resources.Escalations.EndAsync(stop.Kill).ConfigureAwait(false) is { Count: > 0 } undelivered)
        {
            observer.OnDiagnostics(undelivered);
        }

        return State.End switch
        {
            RunInterrupted => stop.ExitCode,
            RunFailed { Reason: not null } => 3,
            _ => State.Counts.ExitCode,
        };
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        composition.Dispose();
        await start.Resources.DisposeAsync().ConfigureAwait(false);
        opening.Dispose();
    }

    private RunLoopOptions Options() => new()
    {
        Run = start.Run,
        LastSeq = begin.LastSeq,
        Journal = start.Resources.Journal,
        OpenAsync = OpenAsync,
        Clock = start.Request.Clock,
        Budget = start.Inputs.Config.Budget,
        Redactor = start.Resources.Secrets.Redactor,
        Watch = Watch,
        Signal = () => stop.Signal ?? RunSignal.SIGINT,
        Bug = bug => OwnFile.Append(Path.Combine(Folder, "faults.log"), start.Resources.Secrets.Redactor.Redact($"{bug}\n")),
    };

    private async Task<RunWork> OpenAsync(IEvents events, CancellationToken token)
    {
        await (begin.IsNew ? opening.StartAsync(token) : opening.ResumeAsync(token)).ConfigureAwait(false);
        return await composition.ComposeAsync(events, token).ConfigureAwait(false);
    }

    private void Watch(RunEvent e, RunState now)
    {
        start.Resources.Evidence.OnEvent(e);
        start.Resources.Escalations.OnEvent(e);
        if (e.Data is UnitPrepared && now.NeedsNoMoreWorktrees)
        {
            start.Resources.Pool.Shrink();
        }

        observer.OnEvent(e, now);
    }
}
