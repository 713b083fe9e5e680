using Choo.Core.Diagnostics;

namespace Choo.Tool.Cli;

/// <summary>A command cannot be carried out as it was given; the face prints the diagnostic and exits 2.</summary>
internal sealed class UsageException(Diagnostic diagnostic) : Exception(diagnostic.Message)
{
    /// <summary>Wrong usage, in a line.</summary>
    public UsageException(string message)
        : this(DiagnosticCodes.Usage.Because(message))
    {
    }

    /// <summary>What to print.</summary>
    public Diagnostic Diagnostic { get; } = diagnostic;
}
