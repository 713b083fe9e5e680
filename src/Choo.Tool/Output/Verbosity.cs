namespace Choo.Tool.Output;

/// <summary>How much is printed; the names are those of dotnet's own commands.</summary>
internal enum Verbosity
{
    /// <summary>Only what went wrong.</summary>
    Quiet,

    /// <summary>A line a unit.</summary>
    Minimal,

    /// <summary>A line a task.</summary>
    Normal,

    /// <summary>Gates and commits too.</summary>
    Detailed,

    /// <summary>Everything.</summary>
    Diagnostic,
}

/// <summary>Reading of <c>--verbosity</c>.</summary>
internal static class Verbosities
{
    /// <summary>By full or short name; normal for none.</summary>
    public static Verbosity Of(string? name) => name switch
    {
        "q" or "quiet" => Verbosity.Quiet,
        "m" or "minimal" => Verbosity.Minimal,
        "d" or "detailed" => Verbosity.Detailed,
        "diag" or "diagnostic" => Verbosity.Diagnostic,
        _ => Verbosity.Normal,
    };
}
