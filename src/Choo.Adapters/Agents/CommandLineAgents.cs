using Choo.Adapters.Files;
using Choo.Adapters.Processes;
using Choo.Core.Agents;
using Choo.Core.Ports;

namespace Choo.Adapters.Agents;

/// <summary>
/// Runs turns as processes. Each leaves two files in the log folder: its whole output, and the prompt it was given
/// (<c>LogName.prompt.md</c>). Cancelling ends the tree first and then throws.
/// </summary>
public sealed class CommandLineAgents(AgentOptions options) : IAgents
{
    /// <inheritdoc/>
    public async Task<AgentOutcome> RunAsync(AgentRequest request, Action<AgentEvent> observe, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var promptFile = Path.Combine(options.LogFolder, request.LogName + ".prompt.md");
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            OwnFolder.Create(options.LogFolder);
            OwnFile.Write(promptFile, request.Prompt);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or PortException)
        {
            return NotStarted($"its prompt could not be written: {e.Message}");
        }

        var turn = new Turn(request.Agent.Dialect.NewReader(), observe, request.Halt, cancellationToken);
        using (turn)
        {
            var outcome = await ProcessRun.RunAsync(SpecOf(request, promptFile), turn.Read, turn.Token).ConfigureAwait(false);
            if (outcome.Cancelled && cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException(cancellationToken);
            }

            return outcome.NotStarted ? NotStarted(outcome.Problem ?? "unknown reason") : turn.End(outcome, options.Clock.GetLocalNow());
        }
    }

    private ProcessSpec SpecOf(AgentRequest request, string promptFile) => new ProcessSpec
    {
        Program = request.Agent.Command[0],
        Arguments = AgentArguments.For(request, promptFile),
        Folder = request.Worktree,
        Environment = EnvironmentOf(request),
        Timeout = options.TurnTimeout,
        SilenceTimeout = options.SilenceTimeout,
        FinalGrace = options.FinalGrace,
        LogFile = Path.Combine(options.LogFolder, request.LogName),
        Redactor = options.Redactor,
        Time = options.Clock,
        TerminationSignal = request.Agent.Dialect.EndsOnInterrupt ? TerminationSignal.Interrupt : TerminationSignal.Terminate,
    }.WithInput(request.Prompt);

    private Dictionary<string, string> EnvironmentOf(AgentRequest request)
    {
        var environment = new Dictionary<string, string>(options.Environment(request.Agent.Name));
        foreach (var (name, value) in request.Agent.Env.Concat(request.Variables))
        {
            environment[name] = value;
        }

        options.Hooks?.AddTo(environment, request.Worktree);
        return environment;
    }

    private static AgentOutcome NotStarted(string why) =>
        new() { Verdict = AgentVerdict.NotStarted, ExitCode = -1, DurationMs = 0, Error = why };
}
