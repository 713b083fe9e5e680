using Choo.Adapters.Agents;
using Choo.Adapters.Git;
using Choo.Adapters.Journal;
using Choo.Adapters.Processes;
using Choo.Adapters.Specs;
using Choo.Core.Configuration;
using Choo.Core.Diagnostics;

namespace Choo.Adapters.Hosting;

/// <summary>How a finding is.</summary>
public enum FindingState
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>A run works, but a person should look.</summary>
    Warning,

    /// <summary>A run will not work.</summary>
    Error,
}

/// <summary>One thing that was examined.</summary>
/// <param name="Name">What: git, agent claude, disk, specs, lock, leftovers.</param>
/// <param name="State">How it is.</param>
/// <param name="Detail">What was seen.</param>
/// <param name="Advice">What to do, null when nothing.</param>
public sealed record Finding(string Name, FindingState State, string Detail, string? Advice);

/// <summary>Looks at everything a run needs, and starts nothing but <c>git</c>.</summary>
public static class Doctor
{
    private static readonly Version OldestGit = new(2, 38);

    /// <summary>Examines the working folder; with <paramref name="fix"/> ends what a dead run left running.</summary>
    public static async Task<IReadOnlyList<Finding>> ExamineAsync(RunRequest request, bool fix, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var findings = new List<Finding>();
        var (repository, problem) = await HostRepository.OpenAsync(request.WorkingFolder, cancellationToken).ConfigureAwait(false);
        if (repository is null)
        {
            return [new Finding("repository", FindingState.Error, problem!.Message, null)];
        }

        findings.Add(await GitVersionAsync(repository, cancellationToken).ConfigureAwait(false));
        findings.Add(new Finding("repository", repository.IsShallow ? FindingState.Warning : FindingState.Ok,
            repository.Root + (repository.IsShallow ? " (a shallow clone)" : ""),
            repository.IsShallow ? "merges need the common history: git fetch --unshallow" : null));
        var (config, problems) = await HostConfig.ReadAsync(repository.Root, request, cancellationToken).ConfigureAwait(false);
        findings.AddRange(problems.Select(each => new Finding(".choo.yaml", StateOf(each.Severity), each.ToString(), null)));
        findings.AddRange(Agents(config, request, repository.Root));
        findings.Add(Disk(repository.Root));
        findings.Add(await SpecsAsync(repository, config, request, cancellationToken).ConfigureAwait(false));
        findings.Add(Lock(repository));
        findings.AddRange(await LeftoversAsync(repository, fix, cancellationToken).ConfigureAwait(false));
        return findings;
    }

    private static async Task<Finding> GitVersionAsync(Repository repository, CancellationToken cancellationToken)
    {
        var text = await repository.Git.RunAsync(cancellationToken, "version").ConfigureAwait(false);
        var number = text.Split(' ').FirstOrDefault(word => word.Length > 0 && char.IsAsciiDigit(word[0])) ?? "0.0";
        var known = Version.TryParse(string.Join('.', number.Split('.').Take(2)), out var version);
        return known && version >= OldestGit
            ? new Finding("git", FindingState.Ok, number, null)
            : new Finding("git", FindingState.Error, number, $"choo merges with git merge-tree --write-tree: install git {OldestGit} or newer");
    }

    private static IEnumerable<Finding> Agents(ChooConfig config, RunRequest request, string root)
    {
        var chosen = config.Provider.Type ?? "claude";
        foreach (var name in config.Provider.Providers.Keys.Append("claude").Append("codex").Append(chosen).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var found = AgentCommands.Resolve(config, [name], root, request.Environment("PATH"));
            var used = name == chosen;
            yield return found.Commands.TryGetValue(name, out var command)
                ? new Finding($"agent {name}", FindingState.Ok, command.Command[0] + (used ? " (the one that runs)" : ""), null)
                : new Finding($"agent {name}", used ? FindingState.Error : FindingState.Ok, "not found", used ? found.Diagnostics[0].Message : null);
        }
    }

    private static Finding Disk(string root) => FreeDisk.Problem(root) is { } problem
        ? new Finding("disk", FindingState.Warning, problem.Message, "worktrees and build outputs need room; free some")
        : new Finding("disk", FindingState.Ok, FreeDisk.Text(root), null);

    private static async Task<Finding> SpecsAsync(Repository repository, ChooConfig config, RunRequest request, CancellationToken cancellationToken)
    {
        var specs = await SpecFolders.LoadSetAsync(repository.Root, HostPaths.TasksDir(request, repository.Root), config.Provider.KnownNames, cancellationToken).ConfigureAwait(false);
        var errors = specs.Diagnostics.Count(each => each.Severity == Severity.Error);
        var text = $"{specs.Units.Length} units, {specs.TaskCount} tasks";
        return errors > 0
            ? new Finding("specs", FindingState.Error, $"{text}, {errors} errors", "dotnet choo validate")
            : new Finding("specs", FindingState.Ok, text, null);
    }

    private static Finding Lock(Repository repository) => RunLock.Holder(repository.ChooDir) is { } holder
        ? holder.Probe() switch
        {
            Liveness.Alive => new Finding("lock", FindingState.Ok, $"held by process {holder.Pid} since {holder.Since}", null),
            Liveness.Dead => new Finding("lock", FindingState.Warning, $"process {holder.Pid} died while it held the lock", "dotnet choo resume"),
            _ => new Finding("lock", FindingState.Warning, $"process {holder.Pid} cannot be examined", "look whether it is choo before you do anything"),
        }
        : new Finding("lock", FindingState.Ok, "free", null);

    private static async Task<IReadOnlyList<Finding>> LeftoversAsync(Repository repository, bool fix, CancellationToken cancellationToken)
    {
        if (RunLock.IsHeld(repository.ChooDir))
        {
            return [];
        }

        var findings = new List<Finding>();
        foreach (var run in new RunFolders(repository.ChooDir).All().Take(20))
        {
            var alive = RunSweep.Find(run);
            if (alive.Count == 0)
            {
                continue;
            }

            var detail = $"run {run} left {alive.Count} processes running ({string.Join(", ", alive)})";
            if (!fix)
            {
                findings.Add(new Finding("leftovers", FindingState.Warning, detail, "dotnet choo doctor --fix"));
                continue;
            }

            var ended = await RunSweep.EndLeftoversAsync(run, cancellationToken).ConfigureAwait(false);
            findings.Add(new Finding("leftovers", FindingState.Ok, $"{detail}; ended {ended.Count}", null));
        }

        return findings.Count > 0 ? findings : [new Finding("leftovers", FindingState.Ok, "none", null)];
    }

    private static FindingState StateOf(Severity severity) => severity switch
    {
        Severity.Error => FindingState.Error,
        Severity.Warning => FindingState.Warning,
        _ => FindingState.Ok,
    };
}
