using Microsoft.Build.Framework;

namespace Choo.Build.Tasks;

/// <summary>Shows what would run, in which order.</summary>
public sealed class ChooShowPlan : EngineTask
{
    /// <summary>Only this unit and what it depends on.</summary>
    public string Unit { get; set; } = "";

    /// <summary>The branch that work would land on.</summary>
    public string TargetBranch { get; set; } = "";

    /// <summary>The feature whose units would be gathered on one branch.</summary>
    public string Feature { get; set; } = "";

    /// <summary>The agent for units that name none.</summary>
    public string Provider { get; set; } = "";

    /// <summary>The agent of every unit.</summary>
    public string ForceProvider { get; set; } = "";

    /// <summary>The units, each pending or complete.</summary>
    [Output]
    public ITaskItem[] Units { get; private set; } = [];

    private protected override void Run() => Units = new Documents(Tell, Conclude).Show(take => Start(
        take, ["plan", "--json"], TasksOption(), Option("--unit", Unit), Option("--target", TargetBranch), Option("--feature", Feature), Option("--provider", Provider), Option("--force-task-provider", ForceProvider)));
}
