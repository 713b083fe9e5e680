using System.Text.Json.Serialization;
using Choo.Core.Json;

namespace Choo.Core.Diagnostics;

/// <summary>How much a diagnostic matters: an error stops what was asked, a warning does not.</summary>
[JsonConverter(typeof(SnakeCaseEnum<Severity>))]
public enum Severity
{
    /// <summary>What was asked cannot be done.</summary>
    Error,

    /// <summary>What was asked can be done, but a person should look.</summary>
    Warning,

    /// <summary>Worth knowing.</summary>
    Info,
}

/// <summary>A problem with a code and, where there is one, a place. Lines and columns count from 1; 0 means unknown.</summary>
/// <param name="Code">A CHOO code of <see cref="DiagnosticCodes"/>, or the compiler's own (CS0103) for what a gate printed.</param>
/// <param name="Severity">Error, warning or info.</param>
/// <param name="File">Path, relative to the repository where it is inside it; null when there is none.</param>
/// <param name="Line">1-based line, 0 when unknown.</param>
/// <param name="Column">1-based column in UTF-16 units, 0 when unknown.</param>
/// <param name="Message">What is wrong, why, and what to do, in one line.</param>
public sealed record Diagnostic(string Code, Severity Severity, string? File, int Line, int Column, string Message)
{
    /// <summary>The form every tool reads: <c>file(line,col): error CHOO1003: text</c>.</summary>
    public override string ToString()
    {
        var severity = Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "info" };
        var place = (File, Line, Column) switch
        {
            (null, _, _) => "choo",
            (_, 0, _) => File,
            (_, _, 0) => $"{File}({Line})",
            _ => $"{File}({Line},{Column})",
        };
        return $"{place}: {severity} {Code}: {Message}".ReplaceLineEndings(" ");
    }
}
