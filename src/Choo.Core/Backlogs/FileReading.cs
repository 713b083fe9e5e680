using Choo.Core.Diagnostics;
using Choo.Core.Text;

namespace Choo.Core.Backlogs;

/// <summary>What one file of a backlog says.</summary>
internal sealed class FileReading(string file)
{
    public string File => file;

    public List<Gap> Gaps { get; } = [];

    public List<Hold> Holds { get; } = [];

    public List<Diagnostic> Problems { get; } = [];

    public void Report(DiagnosticCode code, Position at, string message) => Problems.Add(code.At(file, at.Line, at.Column, message));
}
