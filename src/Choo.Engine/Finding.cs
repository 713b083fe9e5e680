using Choo.Core.Diagnostics;

namespace Choo.Engine;

/// <summary>What a finding means for a run.</summary>
public enum FindingState
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>Worth knowing; nothing that a run needs.</summary>
    Info,

    /// <summary>A run works, but a person should look.</summary>
    Warning,

    /// <summary>A run would not work.</summary>
    Error,
}

/// <summary>One thing that was examined.</summary>
/// <param name="Name">What: git, repository, target, specs, gates, dotnet, agent claude, slack, webhook, command, forge, quota, disk, lock, leftovers.</param>
/// <param name="State">What it means for a run.</param>
/// <param name="Detail">What was seen, in one line.</param>
/// <param name="Advice">What to do, null when nothing.</param>
public sealed record Finding(string Name, FindingState State, string Detail, string? Advice = null)
{
    /// <summary>The CHOO code with which a run would report the same; null where it has none.</summary>
    public string? Code { get; init; }

    /// <summary>A problem as a run would report it.</summary>
    internal static Finding Of(Diagnostic problem) => new(NameOf(problem), StateOf(problem.Severity), problem.File is null ? problem.Message : Place(problem)) { Code = problem.Code };

    private static string Place(Diagnostic problem) => problem.Line == 0 ? $"{problem.File}: {problem.Message}" : $"{problem.File}({problem.Line},{problem.Column}): {problem.Message}";

    private static string NameOf(Diagnostic problem) => problem.Code switch
    {
        _ when problem.File == HostConfig.FileName => HostConfig.FileName,
        _ when problem.Code == DiagnosticCodes.LowDisk.Id => "disk",
        _ when problem.Code == DiagnosticCodes.AlreadyRunning.Id => "lock",
        _ when problem.Code == DiagnosticCodes.NoGit.Id => "git",
        _ when problem.Code == DiagnosticCodes.SpecNotCommitted.Id || problem.Code == DiagnosticCodes.SpecsNotInTarget.Id => "specs",
        _ when problem.Code == DiagnosticCodes.NoCommit.Id || problem.Code == DiagnosticCodes.DetachedHead.Id || problem.Code == DiagnosticCodes.NoTarget.Id => "target",
        ['C', 'H', 'O', 'O', '1', ..] => "specs",
        ['C', 'H', 'O', 'O', '3', ..] => "agent",
        _ => "repository",
    };

    private static FindingState StateOf(Severity severity) => severity switch
    {
        Severity.Error => FindingState.Error,
        Severity.Warning => FindingState.Warning,
        _ => FindingState.Info,
    };
}
