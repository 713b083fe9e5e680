using System.Collections.Immutable;
using Choo.Core.Text;

namespace Choo.Core.Specs;

/// <summary>One atomic step of a unit, read from <c>NN-slug.md</c>.</summary>
public sealed record SpecTask
{
    /// <summary>The <c>task:</c> (or <c>number:</c>) of the frontmatter; an identifier, not an order.</summary>
    public required int Number { get; init; }

    /// <summary>The <c>title:</c>, else the first level-one heading of the body, else empty.</summary>
    public required string Title { get; init; }

    /// <summary>The file's name within the unit's folder.</summary>
    public required string File { get; init; }

    /// <summary>The file's repository-relative path, with forward slashes.</summary>
    public required string Path { get; init; }

    /// <summary>What it asks for, where its file has more than that; null when the whole file is its text.</summary>
    public string? Text { get; init; }

    /// <summary>What the file said when it was read.</summary>
    public SpecStatus Status { get; init; }

    /// <summary>The command that must exit 0; null means the default gate.</summary>
    public string? Backpressure { get; init; }

    /// <summary>Whether the backpressure must fail before the work; null means what the configuration says.</summary>
    public bool? RedFirst { get; init; }

    /// <summary>Tests that may change for the worse, each a class or class and method, as the end of a full name.</summary>
    public ImmutableArray<string> ChangesTests { get; init; } = [];

    /// <summary>Numbers of the tasks of the same unit that come first.</summary>
    public ImmutableArray<int> DependsOn { get; init; } = [];

    /// <summary>Where <c>backpressure:</c> stands (else the file's first line): where a failure of this task is reported.</summary>
    public Position BackpressureAt { get; init; } = Position.Start;
}
