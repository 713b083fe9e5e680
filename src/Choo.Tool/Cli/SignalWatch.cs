using System.Runtime.InteropServices;
using Choo.Core.Events;
using Choo.Engine;

namespace Choo.Tool.Cli;

/// <summary>Turns the process's signals into a <see cref="RunStop"/> while it lives; the process does not end by them any more.</summary>
internal sealed class SignalWatch : IDisposable
{
    private readonly PosixSignalRegistration[] registrations;

    /// <summary>Begins to watch.</summary>
    public SignalWatch(RunStop stop) => registrations =
    [
        Register(PosixSignal.SIGINT, RunSignal.SIGINT, stop),
        Register(PosixSignal.SIGTERM, RunSignal.SIGTERM, stop),
        Register(PosixSignal.SIGHUP, RunSignal.SIGHUP, stop),
    ];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in registrations)
        {
            registration.Dispose();
        }
    }

    private static PosixSignalRegistration Register(PosixSignal posix, RunSignal signal, RunStop stop) =>
        PosixSignalRegistration.Create(posix, context =>
        {
            context.Cancel = true;
            stop.Stop(signal);
        });
}
