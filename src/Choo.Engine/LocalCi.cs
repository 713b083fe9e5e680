using System.Collections.Immutable;
using System.Text;
using Choo.Adapters.Gates;
using Choo.Adapters.Git;
using Choo.Adapters.Processes;
using Choo.Core.Configuration;
using Choo.Core.Diagnostics;
using Choo.Core.Gates;
using Choo.Core.LocalCi;
using Choo.Core.Ports;

namespace Choo.Engine;

/// <summary>Checks a pushed commit with the gates that prove a unit, in a worktree of its own, and keeps what they said in a status file.</summary>
public static class LocalCi
{
    private const int LongestOutput = 1 << 20;

    /// <summary>Checks it. Every end but a kill leaves a status file that says how it ended.</summary>
    public static async Task<CiReport> RunAsync(CiRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (repository, problem) = await PushedRepository.OpenAsync(request.Repository, cancellationToken).ConfigureAwait(false);
        if (repository is null)
        {
            return new CiReport(null, null, [problem!]);
        }

        if (PushedRef.IsDeletion(request.Commit))
        {
            return new CiReport(null, null, []);
        }

        if (await PushedRepository.CommitAsync(repository, request.Commit, cancellationToken).ConfigureAwait(false) is not { } commit)
        {
            return new CiReport(null, null, [DiagnosticCodes.CommitUnknown.Because($"{request.Repository} has no commit {request.Commit}; give its id, and push it first")]);
        }

        var folder = request.StatusFolder ?? Path.Combine(repository.CommonDir, "ci-status");
        var file = Path.Combine(folder, $"{commit}.json");
        var status = new CiStatus(PushedRef.FullName(request.Ref), commit, CiState.PENDING, request.Run.Clock.GetUtcNow());
        if (TryWrite(file, status) is { } unwritten)
        {
            return new CiReport(null, null, [unwritten]);
        }

        try
        {
            var (judged, problems) = await CheckAsync(request, repository, status, Path.Combine(folder, "logs", commit), cancellationToken).ConfigureAwait(false);
            return End(request, file, judged, problems);
        }
        catch (PortException refused)
        {
            return Broken(request, file, status, refused.Diagnostic);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return Broken(request, file, status, DiagnosticCodes.CheckBroken.Because(refused.Message));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _ = Broken(request, file, status, DiagnosticCodes.CheckBroken.Because("the check was broken off"));
            throw;
        }
    }

    private static async Task<(CiStatus Status, ImmutableArray<Diagnostic> Problems)> CheckAsync(
        CiRequest request, Repository repository, CiStatus status, string logs, CancellationToken cancellationToken)
    {
        var variables = request.Variables ?? ChildEnvironment.Own();
        var place = WorktreePlace.Of(repository, null, name => variables.GetValueOrDefault(name));
        using var room = await CheckRoom.EnterAsync(repository, place.Root, status.Commit, cancellationToken).ConfigureAwait(false);
        var (config, problems) = HostConfig.Read(room.Folder, request.Run, cancellationToken);
        if (problems.FirstOrDefault(each => each.Severity == Severity.Error) is { } wrong)
        {
            return (status with { State = CiState.ERROR, Output = wrong.ToString() }, problems);
        }

        var gates = config.BaselineChecks ?? DefaultGates.From(ProjectFiles.In(room.Folder)).Baseline;
        if (gates.IsEmpty)
        {
            var nothing = DiagnosticCodes.NothingToCheck.Because(
                $"commit {status.Commit[..10]} has neither a solution nor a project, and its .choo.yaml names no baseline_checks; name a command there that judges it");
            return (status with { State = CiState.ERROR, Output = nothing.Message }, [.. problems, nothing]);
        }

        // Two checks of one commit are in two rooms, and those of two people in rooms of the same name.
        logs = Path.Combine(logs, $"{Path.GetFileName(room.Folder)}-{Environment.UserName}");
        Directory.CreateDirectory(logs);
        var secrets = new RunSecrets(variables, config, []);
        using var runner = new ShellGates(new ShellGateOptions
        {
            LogFolder = logs,
            Timeout = config.GateTimeout,
            SetupTimeout = config.SetupTimeout,
            Environment = secrets.OfGates(),
            Redactor = secrets.Redactor,
            Clock = request.Run.Clock,
        });
        var bench = new Bench(request, runner, room.Folder, status.Commit);
        var notes = problems.ToBuilder();
        try
        {
            var ended = await bench.RunAsync(Commands(config.Worktree.Setup, room.Folder, GateKind.Setup), "setup", stopsAtRed: true, cancellationToken).ConfigureAwait(false);
            if (ended.LastOrDefault(each => !each.Passed) is { } failed)
            {
                notes.Add(DiagnosticCodes.SetupFailed.At(HostConfig.FileName, 0, 0, $"the setup command `{failed.Command}` failed: {GateReport.Outcome(failed)}"));
                status = status with { State = CiState.ERROR, Output = Output(logs, ended) };
            }
            else
            {
                var judged = await bench.RunAsync(gates, "gate", stopsAtRed: false, cancellationToken).ConfigureAwait(false);
                status = status with { State = CiStatus.Judge(judged), Gates = judged, Output = Output(logs, judged) };
            }
        }
        finally
        {
            // What setup started must not be in the way of the next check, however this one ended.
            var torn = await bench.RunAsync(Commands(config.Worktree.Teardown, room.Folder, GateKind.Teardown), "teardown", stopsAtRed: false, CancellationToken.None).ConfigureAwait(false);
            notes.AddRange(torn.Where(each => !each.Passed).Select(each => DiagnosticCodes.TeardownFailed.At(
                HostConfig.FileName, 0, 0, $"the teardown command `{each.Command}` failed: {GateReport.Outcome(each)}")));
        }

        return (status, notes.ToImmutable());
    }

    private static IEnumerable<Gate> Commands(ImmutableArray<SetupCommand> commands, string folder, GateKind kind) =>
        commands.Where(command => command.If is not { } file || Path.Exists(Path.Combine(folder, file)))
            .Select(command => new Gate(kind == GateKind.Setup ? "setup" : "teardown", command.Command) { Kind = kind });

    /// <summary>What the commands printed, each after the line that started it; of very much, the end of each.</summary>
    private static string Output(string logs, ImmutableArray<Evidence> ended)
    {
        var text = new StringBuilder();
        var most = LongestOutput / Math.Max(1, ended.Length);
        foreach (var each in ended)
        {
            text.Append("$ ").Append(each.Command).Append('\n');
            using var log = new FileStream(Path.Combine(logs, Path.GetFileName(each.Log!)), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            if (log.Length > most)
            {
                text.Append("... ").Append(log.Length - most).Append(" bytes more, in ").Append(log.Name).Append('\n');
                log.Seek(-most, SeekOrigin.End);
            }

            using var reader = new StreamReader(log, Encoding.UTF8);
            text.Append(reader.ReadToEnd());
            if (text[^1] != '\n')
            {
                text.Append('\n');
            }
        }

        return text.ToString();
    }

    private static CiReport Broken(CiRequest request, string file, CiStatus status, Diagnostic problem) =>
        End(request, file, status with { State = CiState.ERROR, Output = problem.Message }, [problem]);

    private static CiReport End(CiRequest request, string file, CiStatus status, ImmutableArray<Diagnostic> problems)
    {
        var now = status with { Time = request.Run.Clock.GetUtcNow() };
        return TryWrite(file, now) is { } unwritten ? new CiReport(now, null, [.. problems, unwritten]) : new CiReport(now, file, problems);
    }

    /// <summary>A reader sees the file as it was or as it is, and never half of it. Null when it was written, else why not.</summary>
    private static Diagnostic? TryWrite(string file, CiStatus status)
    {
        var draft = $"{file}.{Environment.ProcessId}.tmp";
        try
        {
            // Its readers may be others than who pushed: the repository's own rules say who may read it.
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(draft, status.ToJson());
            File.Move(draft, file, overwrite: true);
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(draft))
            {
                File.Delete(draft);
            }

            return DiagnosticCodes.CannotWrite.At(file, 0, 0, refused.Message);
        }
    }

    private sealed class Bench(CiRequest request, ShellGates runner, string folder, string commit)
    {
        public async Task<ImmutableArray<Evidence>> RunAsync(IEnumerable<Gate> gates, string log, bool stopsAtRed, CancellationToken cancellationToken)
        {
            var ended = ImmutableArray.CreateBuilder<Evidence>();
            foreach (var gate in gates)
            {
                var asked = new GateRequest(gate, folder, commit, $"{log}{ended.Count + 1}.log", ImmutableDictionary<string, string>.Empty);
                var evidence = await runner.RunAsync(asked, cancellationToken).ConfigureAwait(false);
                request.Ended(evidence);
                ended.Add(evidence);
                if (stopsAtRed && !evidence.Passed)
                {
                    break;
                }
            }

            return ended.ToImmutable();
        }
    }
}
