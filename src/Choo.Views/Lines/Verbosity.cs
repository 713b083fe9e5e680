namespace Choo.Views.Lines;

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
