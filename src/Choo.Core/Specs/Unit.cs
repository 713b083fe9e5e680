using System.Collections.Immutable;
using Choo.Core.Priorities;
using Choo.Core.Text;

namespace Choo.Core.Specs;

/// <summary>What is scheduled: a folder with <c>IMPLEMENTATION_PLAN.md</c> and numbered tasks.</summary>
public sealed record Unit
{
    /// <summary>The folder's name.</summary>
    public required string Id { get; init; }

    /// <summary>The folder's repository-relative path, with forward slashes; for a unit that is a record of a larger file, that file's.</summary>
    public required string Path { get; init; }

    /// <summary>Ids of the units that must have landed first, as written.</summary>
    public ImmutableArray<string> DependsOn { get; init; } = [];

    /// <summary>Where the plan names the first of them, null when it names none.</summary>
    public Position? DependsOnAt { get; init; }

    /// <summary>The unit's own <c>provider:</c>, null when it has none.</summary>
    public string? Provider { get; init; }

    /// <summary>The plan's <c>priority:</c>, null when it has none.</summary>
    public UnitPriority? Priority { get; init; }

    /// <summary>The plan's <c>effort:</c>, null when it has none.</summary>
    public UnitEffort? Effort { get; init; }

    /// <summary>The plan's <c>locks:</c>, each once: no two units that name the same one run at once.</summary>
    public ImmutableArray<string> Locks { get; init; } = [];

    /// <summary>The plan's <c>issue:</c>, which is closed once the unit has landed; null when it names none.</summary>
    public IssueReference? Issue { get; init; }

    /// <summary>The tasks, by number.</summary>
    public ImmutableArray<SpecTask> Tasks { get; init; } = [];

    /// <summary>Whether every task is complete.</summary>
    public bool IsComplete => Tasks.All(task => task.Status == SpecStatus.Complete);

    /// <summary>The plan's repository-relative path; for a unit that is a record of a larger file, that file's.</summary>
    public string PlanPath { get => field ?? $"{Path}/{PlanFile}"; init; }

    /// <summary>What it asks for, where it is a record of a larger file, as Markdown; null where its plan and tasks are files of their own.</summary>
    public string? Text { get; init; }

    /// <summary>The name that makes a folder a unit.</summary>
    public const string PlanFile = "IMPLEMENTATION_PLAN.md";
}
