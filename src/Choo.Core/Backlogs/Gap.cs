using System.Collections.Immutable;
using Choo.Core.Priorities;
using Choo.Core.Text;

namespace Choo.Core.Backlogs;

/// <summary>A piece of work of a backlog, as its record says. Fields that choo does not know stay in the file and are not here.</summary>
public sealed record Gap
{
    /// <summary>Its id, as written.</summary>
    public required string Id { get; init; }

    /// <summary>The file that its record is in, repository-relative.</summary>
    public required string File { get; init; }

    /// <summary>Where the record starts.</summary>
    public required Position At { get; init; }

    /// <summary>What it is called; empty when it says nothing.</summary>
    public string Title { get; init; } = "";

    /// <summary>The area it belongs to in lower case: its <c>domain:</c>, else what stands before the id's first hyphen.</summary>
    public required string Domain { get; init; }

    /// <summary>How urgent it is; null when it says nothing that choo knows.</summary>
    public UnitPriority? Priority { get; init; }

    /// <summary>How much work it is; null when it says nothing that choo knows.</summary>
    public UnitEffort? Effort { get; init; }

    /// <summary>What the backlog says of it.</summary>
    public GapStatus Status { get; init; }

    /// <summary>The status in the backlog's own word.</summary>
    public string StatusWord { get; init; } = "";

    /// <summary>Who it is for.</summary>
    public GapKind Kind { get; init; }

    /// <summary>Ids of the gaps that must be done first, as written, each once.</summary>
    public ImmutableArray<string> DependsOn { get; init; } = [];

    /// <summary>What is to be done, in the author's words; empty when it says nothing.</summary>
    public string Description { get; init; } = "";

    /// <summary>What must hold when it is done, of <c>acceptance:</c> and <c>acceptance_criteria:</c>.</summary>
    public ImmutableArray<string> Criteria { get; init; } = [];

    /// <summary>The command that proves it; null when it names none.</summary>
    public string? Backpressure { get; init; }

    /// <summary>When it was opened; null when it does not say.</summary>
    public DateOnly? Opened { get; init; }

    /// <summary>When it was closed; null when it does not say.</summary>
    public DateOnly? Closed { get; init; }

    /// <summary>Why nobody may start it, in the words of the backlog's <c>explicit_holds</c>; null when nothing holds it.</summary>
    public string? Hold { get; init; }

    /// <summary>Whether another record has its id, so that nobody knows which is meant.</summary>
    public bool IsAmbiguous { get; init; }
}
