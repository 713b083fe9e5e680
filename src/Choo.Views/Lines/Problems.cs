using Choo.Core.Diagnostics;
using Choo.Views.Text;

namespace Choo.Views.Lines;

/// <summary>Diagnostics as lines.</summary>
internal static class Problems
{
    /// <summary>Prints each on a line of its own.</summary>
    public static void Print(TextWriter output, IEnumerable<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
        {
            output.WriteLine(OneLine.Of(diagnostic.ToString()));
        }
    }

    /// <summary>Whether one of them is an error.</summary>
    public static bool AnyError(IEnumerable<Diagnostic> diagnostics) => diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error);

    /// <summary><c>3 errors, 1 warning</c> or <c>no problems</c>.</summary>
    public static string Count(IReadOnlyCollection<Diagnostic> diagnostics)
    {
        var errors = diagnostics.Count(diagnostic => diagnostic.Severity == Severity.Error);
        var warnings = diagnostics.Count(diagnostic => diagnostic.Severity == Severity.Warning);
        return (errors, warnings) switch
        {
            (0, 0) => "no problems",
            (0, _) => Amounts.Count(warnings, "warning"),
            (_, 0) => Amounts.Count(errors, "error"),
            _ => $"{Amounts.Count(errors, "error")}, {Amounts.Count(warnings, "warning")}",
        };
    }
}
