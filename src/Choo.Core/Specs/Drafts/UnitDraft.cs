using System.Collections.Immutable;

namespace Choo.Core.Specs.Drafts;

/// <summary>A unit that a person asks for and that is not written yet.</summary>
public sealed record UnitDraft
{
    /// <summary>Its id, which becomes its folder's name.</summary>
    public required string Name { get; init; }

    /// <summary>What the unit is about, in one line.</summary>
    public required string Title { get; init; }

    /// <summary>Ids of the units that must have landed first.</summary>
    public ImmutableArray<string> DependsOn { get; init; } = [];

    /// <summary>The agent of this unit, null for the configured one.</summary>
    public string? Provider { get; init; }

    /// <summary>The tasks' titles in order.</summary>
    public ImmutableArray<string> Tasks { get; init; } = [];

    /// <summary>The commands that prove the tasks: none for the default gate, one for all of them, or one for each in order.</summary>
    public ImmutableArray<string> Backpressures { get; init; } = [];

    /// <summary>The default gate, which the tasks' files name where no command was given.</summary>
    public string DefaultGate { get; init; } = "dotnet build";

    /// <summary>The command that proves a task, by its place in the order; null for the default gate.</summary>
    public string? BackpressureOf(int task) => Backpressures.Length == 1 ? Backpressures[0] : task < Backpressures.Length ? Backpressures[task] : null;

    /// <summary>A title made of a name: <c>order-export</c> gives <c>Order export</c>.</summary>
    public static string TitleOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var words = string.Join(' ', name.Split(['-', '_', '.'], StringSplitOptions.RemoveEmptyEntries));
        return words.Length == 0 ? name : $"{char.ToUpperInvariant(words[0])}{words[1..]}";
    }
}
