using Choo.Adapters.Git;
using Choo.Adapters.Journal;
using Choo.Adapters.Processes;
using Choo.Core.Diagnostics;
using Choo.Core.Ports;

namespace Choo.Engine;

/// <summary>
/// Checks everything a run needs. What a run would refuse is asked of the run's own preparation, so the two cannot differ. It starts git,
/// <c>dotnet --version</c> and the agents' own commands for their version, login and sandbox: nothing that costs money or needs the network,
/// unless it is told to ask the forge and to try the ways of telling a person too.
/// </summary>
public static class Doctor
{
    private const int RunsLookedAt = 20;
    private static readonly Version OldestGit = new(2, 38);

    /// <summary>Examines the working folder; with <paramref name="fix"/> ends what a dead run left running, with <paramref name="online"/> asks the forge and sends a test message by each configured way.</summary>
    public static async Task<IReadOnlyList<Finding>> ExamineAsync(RunRequest request, bool fix, bool online, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (repository, problem) = await HostRepository.OpenAsync(request.WorkingFolder, cancellationToken).ConfigureAwait(false);
        if (repository is null)
        {
            return [Finding.Of(problem!)];
        }

        var (config, _) = HostConfig.Read(repository.Root, request, cancellationToken);
        var prepared = await PrepareAsync(request, repository, cancellationToken).ConfigureAwait(false);
        var found = prepared.Inputs ?? prepared.WithoutAgents;
        var scope = new DoctorScope(request, repository, found?.Config ?? config, found);
        return
        [
            await GitVersionAsync(repository, cancellationToken).ConfigureAwait(false),
            new("repository", FindingState.Ok, repository.Root + (repository.IsShallow ? " (a shallow clone)" : "")),
            .. Prepared(prepared),
            .. await SdkExamination.ExamineAsync(scope, cancellationToken).ConfigureAwait(false),
            .. await AgentExamination.ExamineAsync(scope, cancellationToken).ConfigureAwait(false),
            .. await EscalationExamination.ExamineAsync(scope, online, cancellationToken).ConfigureAwait(false),
            .. online ? await ForgeExamination.ExamineAsync(scope, cancellationToken).ConfigureAwait(false) : [],
            .. Disk(prepared, repository.Root),
            Lock(repository),
            .. await LeftoversAsync(repository, fix, cancellationToken).ConfigureAwait(false),
        ];
    }

    private static async Task<Preparation> PrepareAsync(RunRequest request, Repository repository, CancellationToken cancellationToken)
    {
        try
        {
            return await RunPreparation.PrepareAsync(PreparationDraft.OfCommit(PreparationPurpose.Doctor, request, repository), cancellationToken).ConfigureAwait(false);
        }
        catch (PortException failure)
        {
            return Preparation.Refused(failure.Diagnostic);
        }
    }

    private static async Task<Finding> GitVersionAsync(Repository repository, CancellationToken cancellationToken)
    {
        var text = await repository.Git.RunAsync(cancellationToken, "version").ConfigureAwait(false);
        var number = text.Split(' ').FirstOrDefault(word => word.Length > 0 && char.IsAsciiDigit(word[0])) ?? "0.0";
        var known = Version.TryParse(string.Join('.', number.Split('.').Take(2)), out var version);
        return known && version >= OldestGit
            ? new Finding("git", FindingState.Ok, number.Trim())
            : new Finding("git", FindingState.Error, number.Trim(), $"choo merges with git merge-tree --write-tree: install git {OldestGit} or newer");
    }

    /// <summary>What the preparation of a run found: one finding a code, then where the work would land and what would run.</summary>
    private static IEnumerable<Finding> Prepared(Preparation prepared)
    {
        // A missing agent is listed with the agents.
        foreach (var same in prepared.Diagnostics.Where(each => !AgentExamination.Covers(each)).GroupBy(each => (each.Code, each.Severity)))
        {
            var first = Finding.Of(same.First());
            yield return same.Count() == 1 ? first : first with
            {
                Detail = $"{first.Detail} (and {same.Count() - 1} more)",
                Advice = same.Key.Code.StartsWith("CHOO1", StringComparison.Ordinal) ? "`dotnet choo validate` lists them all" : null,
            };
        }

        if ((prepared.Inputs ?? prepared.WithoutAgents) is { } inputs)
        {
            yield return new Finding("target", FindingState.Ok, $"{inputs.Target.Branch} at {inputs.Target.Commit[..10]}");
            yield return new Finding("specs", FindingState.Ok, $"{Count(inputs.Specs.Units.Length, "unit")}, {Count(inputs.Specs.TaskCount, "task")} committed in {inputs.Target.Branch}; {Count(inputs.Units.Length, "unit")} to run");
        }
    }

    private static string Count(int number, string noun) => number == 1 ? $"1 {noun}" : $"{number} {noun}s";

    private static IEnumerable<Finding> Disk(Preparation prepared, string root) =>
        prepared.Diagnostics.Any(each => each.Code == DiagnosticCodes.LowDisk.Id) ? [] : [new Finding("disk", FindingState.Ok, FreeDisk.Text(root))];

    private static Finding Lock(Repository repository) => RunLock.HolderOf(repository) is { } holder
        ? holder.Probe() switch
        {
            Liveness.Alive => Finding.Of(RunLock.Busy(repository)),
            Liveness.Dead => new Finding("lock", FindingState.Warning, $"process {holder.Pid} died while it held the lock", "dotnet choo resume"),
            _ => new Finding("lock", FindingState.Warning, $"process {holder.Pid} cannot be examined", "check whether it is choo before you do anything"),
        }
        : new Finding("lock", FindingState.Ok, "free");

    private static async Task<IReadOnlyList<Finding>> LeftoversAsync(Repository repository, bool fix, CancellationToken cancellationToken)
    {
        if (RunLock.HolderOf(repository)?.Probe() is Liveness.Alive or Liveness.Unknown)
        {
            return [];
        }

        var findings = new List<Finding>();
        foreach (var run in new RunFolders(repository.ChooDir).All().Take(RunsLookedAt))
        {
            if (RunSweep.Find(run) is { Count: > 0 } alive)
            {
                findings.Add(await LeftoverAsync(run, $"run {run} left {alive.Count} processes running ({string.Join(", ", alive)})", fix, cancellationToken).ConfigureAwait(false));
            }
        }

        return findings.Count > 0 ? findings : [new Finding("leftovers", FindingState.Ok, "none")];
    }

    private static async Task<Finding> LeftoverAsync(string run, string detail, bool fix, CancellationToken cancellationToken)
    {
        if (!fix)
        {
            return new Finding("leftovers", FindingState.Warning, detail, "dotnet choo doctor --fix");
        }

        var ended = await RunSweep.EndLeftoversAsync(run, cancellationToken).ConfigureAwait(false);
        return new Finding("leftovers", FindingState.Ok, $"{detail}; killed {ended.Count}");
    }
}
