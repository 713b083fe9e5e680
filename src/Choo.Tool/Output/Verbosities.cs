using Choo.Views.Lines;

namespace Choo.Tool.Output;

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
