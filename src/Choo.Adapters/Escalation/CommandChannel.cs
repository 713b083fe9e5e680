using System.Collections.Immutable;
using System.Globalization;
using Choo.Adapters.Processes;
using Choo.Core.Diagnostics;
using Choo.Core.Escalation;
using Choo.Core.Ports;
using Choo.Core.Secrets;

namespace Choo.Adapters.Escalation;

/// <summary>Starts a program with the message as one line of JSON on standard input, once: what it does may not bear a repetition.</summary>
internal sealed class CommandChannel(ProcessSpec program, Redactor redactor) : IEscalationChannel
{
    /// <inheritdoc/>
    public string Name => "command";

    /// <summary>What is started for each message, without the message.</summary>
    public static ProcessSpec Spec(string program, ImmutableArray<string> arguments, string folder, IReadOnlyDictionary<string, string> environment, TimeSpan timeout, TimeProvider time) => new()
    {
        Program = program,
        Arguments = arguments,
        Folder = folder,
        Environment = environment,
        Timeout = timeout,
        Time = time,
    };

    /// <inheritdoc/>
    public async Task<Diagnostic?> SendAsync(EscalationMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var outcome = await ProcessRun.RunAsync(program.WithInput(redactor.Redact(EscalationJson.Write(message)) + "\n"), observe: null, cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return outcome.Succeeded ? null : Undelivered.Of(Name, message, outcome switch
        {
            { NotStarted: true } => $"it could not be started: {outcome.Problem}",
            { TimedOut: true } => string.Create(CultureInfo.InvariantCulture, $"it did not end within {program.Timeout!.Value.TotalSeconds:0.###} s"),
            _ => $"it ended with exit code {outcome.ExitCode}",
        });
    }
}
