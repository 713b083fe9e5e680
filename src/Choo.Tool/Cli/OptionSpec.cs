using System.Collections.Immutable;

namespace Choo.Tool.Cli;

/// <summary>What a value is, for checking and for completion.</summary>
internal enum ValueKind
{
    Text,
    Number,
    Folder,
    File,
    Unit,
    Branch,
    Code,
}

/// <summary>One option of a command: the parser, the help, the completions and the reference are all made from it.</summary>
/// <param name="Long">Its name without dashes.</param>
/// <param name="Help">What it does, in a line.</param>
internal sealed record OptionSpec(string Long, string Help)
{
    /// <summary>Its one-letter form.</summary>
    public char? Short { get; init; }

    /// <summary>What stands for its value in the help; null for a flag.</summary>
    public string? Value { get; init; }

    /// <summary>What its value is.</summary>
    public ValueKind Kind { get; init; }

    /// <summary>Whether it may be given more than once.</summary>
    public bool Repeatable { get; init; }

    /// <summary>The only values it takes; empty for any.</summary>
    public ImmutableArray<string> Choices { get; init; } = [];

    /// <summary>What holds when it is not given.</summary>
    public string? Default { get; init; }

    /// <summary>The environment variables that say the same.</summary>
    public string? Variable { get; init; }

    /// <summary>Its forms as the help shows them.</summary>
    public string Forms => $"{(Short is { } letter ? $"-{letter}, " : "    ")}--{Long}{(Value is null ? "" : $" {Value}")}";
}

/// <summary>One positional argument.</summary>
/// <param name="Name">What stands for it in the help.</param>
/// <param name="Help">What it is, in a line.</param>
internal sealed record ArgumentSpec(string Name, string Help)
{
    /// <summary>Whether it may be given more than once; only the last of a command.</summary>
    public bool Repeatable { get; init; }

    /// <summary>Whether the command cannot do without.</summary>
    public bool Required { get; init; }

    /// <summary>The kind of value it takes.</summary>
    public ValueKind Kind { get; init; }

    /// <summary>The only values it takes; empty for any.</summary>
    public ImmutableArray<string> Choices { get; init; } = [];

    /// <summary>Its form in the usage line.</summary>
    public string Form => Required ? $"<{Name}>" : Repeatable ? $"[{Name}...]" : $"[{Name}]";
}
