using Choo.Adapters.Processes;
using Choo.Core.Gates;
using Choo.Core.Ports;

namespace Choo.Adapters.Gates;

/// <summary>Runs gates, and a worktree's setup and teardown commands, by the platform's shell, a limited number at once.</summary>
public sealed class ShellGates(ShellGateOptions options) : IGates, IDisposable
{
    private const int TailCharacters = 4000;
    private const int LongestLine = 16 << 10;

    // File systems keep times in steps.
    private static readonly TimeSpan Coarse = TimeSpan.FromSeconds(2);
    private readonly Lazy<string> import = new(() => ResultFiles.WriteImport(options.LogFolder));
    private readonly SemaphoreSlim places = new(Math.Max(1, options.Parallelism));

    /// <inheritdoc/>
    public async Task<Evidence> RunAsync(GateRequest request, CancellationToken cancellationToken)
    {
        if (!request.IsExtra)
        {
            await places.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        try
        {
            var lines = new GateLines(new GateOutput(request.Worktree, RealPath.Of(request.Worktree)));
            ResultFiles.Delete(ResultsOf(request));
            var start = DateTimeOffset.UtcNow - Coarse;
            var outcome = await ProcessRun.RunAsync(Describe(request), lines.Take, cancellationToken).ConfigureAwait(false);

            // A gate that choo broke off says nothing about the work.
            return outcome.Cancelled ? throw new OperationCanceledException(cancellationToken) : Judge(request, outcome, lines.Finish(), start);
        }
        finally
        {
            if (!request.IsExtra)
            {
                places.Release();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => places.Dispose();

    private string ResultsOf(GateRequest request) => Path.Combine(options.LogFolder, Path.ChangeExtension(request.LogName, null) + "-results");

    private static bool IsSetup(GateRequest request) => request.Gate.Kind is GateKind.Setup or GateKind.Teardown;

    private ProcessSpec Describe(GateRequest request)
    {
        var shell = Shell.Command(request.Gate.Command);
        return shell with
        {
            Folder = request.Worktree,
            Environment = Variables(request),
            Timeout = IsSetup(request) ? options.SetupTimeout ?? options.Timeout : options.Timeout,
            LogFile = Path.Combine(options.LogFolder, request.LogName),
            HeadBytes = 0,
            LineLimit = LongestLine,
            MergeStderr = true,
            Redactor = options.Redactor,
            Time = options.Clock,
        };
    }

    private Dictionary<string, string> Variables(GateRequest request)
    {
        var results = IsSetup(request) ? [] : ResultFiles.Variables(ResultsOf(request), import.Value);
        var all = new Dictionary<string, string>(options.Environment);
        foreach (var (name, value) in request.Variables)
        {
            all[name] = value;
        }

        // A person's own import stays.
        foreach (var (name, value) in results)
        {
            all.TryAdd(name, value);
        }

        return all;
    }

    private Evidence Judge(GateRequest request, ProcessOutcome outcome, GateFindings findings, DateTimeOffset start)
    {
        var folder = ResultsOf(request);
        ResultFiles.Collect(folder, findings.ResultFiles, start);
        var results = ResultFiles.Read(folder);
        if (results is not null && !request.KeepsResults)
        {
            ResultFiles.Delete(folder);
        }

        return Describe(request, outcome, findings) with
        {
            Results = results,
            Doubt = outcome.ExitCode == 0 && !IsSetup(request) ? GateDoubts.Of(request.Gate, findings, results) : null,
            ResultsDigest = results is null || !request.KeepsResults ? null : ResultFiles.DigestOf(folder),
            ResultsFolder = results is null || !request.KeepsResults ? null : $"{LogFolderName}/{Path.GetFileName(folder)}",
        };
    }

    private string LogFolderName => Path.GetFileName(options.LogFolder.TrimEnd(Path.DirectorySeparatorChar));

    private Evidence Describe(GateRequest request, ProcessOutcome outcome, GateFindings findings) => new()
    {
        Gate = request.Gate.Name,
        Command = request.Gate.Command,
        Tree = request.Tree,
        ExitCode = outcome.ExitCode,
        TimedOut = outcome.TimedOut,
        DurationMs = (long)outcome.Duration.TotalMilliseconds,
        OutputDigest = outcome.Digest,
        Log = $"{LogFolderName}/{request.LogName}",
        Diagnostics = findings.Diagnostics,
        FailedTests = findings.FailedTests,
        Tests = findings.Tests,
        Tail = Tail(outcome),
    };

    private static string Tail(ProcessOutcome outcome)
    {
        var tail = PlainText.Of(outcome.Stdout.End(TailCharacters));
        return outcome.Problem is null ? tail : $"{tail}\nchoo: {outcome.Problem}".TrimStart('\n');
    }
}
