using System.Runtime.InteropServices;
using Choo.Engine;

namespace Choo.Tool.Cli;

/// <summary>Turns the process's signals into a <see cref="RunStop"/> while it lives; the process does not end by them any more.</summary>
internal sealed class SignalWatch : IDisposable
{
    private readonly PosixSignalRegistration[] registrations;

    /// <summary>Begins to watch.</summary>
    public SignalWatch(RunStop stop) => registrations =
    [
        Register(PosixSignal.SIGINT, "SIGINT", stop),
        Register(PosixSignal.SIGTERM, "SIGTERM", stop),
        Register(PosixSignal.SIGHUP, "SIGHUP", stop),
    ];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in registrations)
        {
            registration.Dispose();
        }
    }

    private static PosixSignalRegistration Register(PosixSignal signal, string name, RunStop stop) =>
        PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            stop.Stop(name);
        });
}
