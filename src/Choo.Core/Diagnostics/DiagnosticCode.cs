namespace Choo.Core.Diagnostics;

/// <summary>One entry of the registry: a stable code, its usual severity and a short title. Explained in <c>docs/errors/</c>.</summary>
/// <param name="Id">CHOO and four digits.</param>
/// <param name="Severity">The severity it is reported with unless said otherwise.</param>
/// <param name="Title">A few words, the heading of its page.</param>
public sealed record DiagnosticCode(string Id, Severity Severity, string Title)
{
    /// <summary>A diagnostic with this code at a place in a file.</summary>
    public Diagnostic At(string? file, int line, int column, string message) => new(Id, Severity, file, line, column, message);

    /// <summary>A diagnostic with this code that has no place.</summary>
    public Diagnostic Because(string message) => new(Id, Severity, null, 0, 0, message);
}
