using Choo.Tool.Commands;

namespace Choo.Tool.Cli;

/// <summary>The commands. Each is made only when it is asked for.</summary>
internal static class CommandTable
{
    /// <summary>Their names, in the order the help shows them.</summary>
    public static readonly string[] Names =
    [
        "run", "plan", "validate", "resume", "retry", "status", "runs", "pr", "prompt", "logs", "why", "explain", "evidence", "report", "recover",
        "init", "new", "gaps", "ci", "cleanup", "doctor", "demo", "version", "completion",
    ];

    /// <summary>The command of that name, null when there is none.</summary>
    public static CommandSpec? Find(string name) => name switch
    {
        "run" => RunCommand.Spec,
        "plan" => PlanCommand.Spec,
        "validate" => ValidateCommand.Spec,
        "resume" => ResumeCommand.Spec,
        "retry" => RetryCommand.Spec,
        "status" => StatusCommand.Spec,
        "runs" => RunsCommand.Spec,
        "pr" => PullRequestsCommand.Spec,
        "prompt" => PromptCommand.Spec,
        "logs" => LogsCommand.Spec,
        "why" => WhyCommand.Spec,
        "explain" => ExplainCommand.Spec,
        "evidence" => EvidenceCommand.Spec,
        "report" => ReportCommand.Spec,
        "recover" => RecoverCommand.Spec,
        "init" => InitCommand.Spec,
        "new" => NewCommand.Spec,
        "gaps" => GapsCommand.Spec,
        "ci" => CiCommand.Spec,
        "cleanup" => CleanupCommand.Spec,
        "doctor" => DoctorCommand.Spec,
        "demo" => DemoCommand.Spec,
        "version" => VersionCommand.Spec,
        "completion" => CompletionCommand.Spec,
        _ => null,
    };

    /// <summary>All commands.</summary>
    public static IEnumerable<CommandSpec> All => Names.Select(name => Find(name)!);
}
