using Choo.Core.Diagnostics;
using Choo.Core.Ports;

namespace Choo.Core.Running;

/// <content>The flows that carry commands out, and what becomes of one that breaks.</content>
public sealed partial class RunLoop
{
    private async Task FinishAsync(Task[] others)
    {
        await Task.Yield();
        try
        {
            await Task.WhenAll(others).ConfigureAwait(false);

            // The units are over and this takes milliseconds: a stop that comes now has nothing left to stop.
            await options.CloseAsync(this, CancellationToken.None).ConfigureAwait(false);
        }
        catch (PortException failure)
        {
            Post(null, null, new Noted(failure.Diagnostic));
        }
        catch (Exception bug)
        {
            Note(bug);
            Post(null, null, new Noted(DiagnosticCodes.Internal.Because($"{bug.GetType().Name}: {bug.Message}")));
        }

        Post(null, null, Summary());
    }

    private async Task FlowAsync(Command command, CancellationToken stop)
    {
        await Task.Yield();
        UnitProgress[] units = command switch
        {
            Command.Start start => [state.Unit(start.Unit)],
            Command.Land land => [.. land.Units.Select(state.Unit)],
            _ => [],
        };
        try
        {
            var work = command is Command.Start
                ? options.Runner.WorkAsync(units[0], this, stop)
                : options.Runner.LandAsync(units, this, stop);
            await work.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What it had done is in the journal and in git; resume goes on from there.
        }
        catch (PortException failure)
        {
            Fail(units, failure.Diagnostic);
        }
        catch (Exception bug)
        {
            Note(bug);
            Fail(units, DiagnosticCodes.Internal.Because($"{bug.GetType().Name}: {bug.Message}"));
        }
    }

    /// <summary>A full disk may be the bug, and then the note of it fails too; the run's end must not wait for it.</summary>
    private void Note(Exception bug)
    {
        try
        {
            options.Bug(bug);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            Post(null, null, new Noted(DiagnosticCodes.CannotWrite.Because($"the details of a fault could not be kept: {refused.Message}")));
        }
    }

    /// <summary>Every unit of a flow that broke and that is not over yet. Told through the inbox: only the loop knows the states.</summary>
    private void Fail(UnitProgress[] units, Diagnostic diagnostic)
    {
        foreach (var unit in units)
        {
            // A disk without room is nobody's fault.
            Post(unit.Id, null, diagnostic.Code == DiagnosticCodes.DiskFull.Id ? new UnitWaiting(diagnostic) : new UnitFailed(diagnostic));
        }
    }
}
