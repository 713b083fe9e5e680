using Choo.Core.Diagnostics;

namespace Choo.Core.Ports;

/// <summary>A port could not do its work (git refused, the disk is full): a unit's flow ends with its diagnostic, and nothing is half done.</summary>
public sealed class PortException : Exception
{
    /// <summary>With the diagnostic to report.</summary>
    public PortException(Diagnostic diagnostic)
        : base(diagnostic.ToString()) => Diagnostic = diagnostic;

    /// <summary>The diagnostic to report.</summary>
    public Diagnostic Diagnostic { get; }
}
