using System.Reflection;
using Choo.Build.Tasks.Mapping;
using Choo.Core.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Choo.Build.Tasks;

/// <summary>Problems as MSBuild diagnostics, each once: at their places in the repository, with code and help link.</summary>
/// <param name="log">MSBuild's.</param>
/// <param name="root">The repository's root; files count from it.</param>
/// <param name="failOn">failed, blocked, both with a semicolon between, or none.</param>
/// <param name="steps">What the commands in messages are in this build.</param>
internal sealed class ProblemLog(TaskLoggingHelper log, string root, string failOn, BuildSteps steps)
{
    private static readonly string Pages = typeof(ProblemLog).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(each => each.Key == "Pages").Value!;
    private readonly HashSet<Problem> logged = [];

    /// <summary>Whether an error or a warning was logged.</summary>
    public bool Any => logged.Any(problem => problem.Severity is "error" or "warning");

    /// <summary>Logs it unless that was done before: what the engine says before a run is an event of the run too.</summary>
    public void Log(Problem problem)
    {
        if (!logged.Add(problem with { Concern = Concern.Run }))
        {
            return;
        }

        var text = ServiceCommands.Disarm(steps.InBuild(problem.Message));
        var file = problem.File is null ? null : Path.GetFullPath(Path.Combine(root, problem.File));
        switch (SeverityOf(problem))
        {
            case "error":
                log.LogError(null, problem.Code, null, Link(problem.Code), file, problem.Line, problem.Column, 0, 0, "{0}", text);
                break;
            case "warning":
                log.LogWarning(null, problem.Code, null, Link(problem.Code), file, problem.Line, problem.Column, 0, 0, "{0}", text);
                break;
            default:
                log.LogMessage(null, problem.Code, null, file, problem.Line, problem.Column, 0, 0, MessageImportance.Normal, "{0}", text);
                break;
        }
    }

    private string SeverityOf(Problem problem) => problem.Severity != "error" || FailsOn(problem.Concern) ? problem.Severity : "warning";

    private bool FailsOn(Concern concern) => concern switch
    {
        Concern.Failed => failOn.Contains("failed", StringComparison.OrdinalIgnoreCase),
        Concern.Blocked => failOn.Contains("blocked", StringComparison.OrdinalIgnoreCase),
        _ => true,
    };

    /// <summary>The code's page at the tag of this version; null for a compiler's code.</summary>
    private static string? Link(string code) => code.StartsWith("CHOO", StringComparison.Ordinal) ? $"{Pages}docs/errors/{code}.md" : null;
}
