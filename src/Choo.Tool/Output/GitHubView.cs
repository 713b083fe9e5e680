using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Gates;
using Choo.Core.State;
using Choo.Core.Text;
using Choo.Views.Lines;
using Choo.Views.Text;

namespace Choo.Tool.Output;

/// <summary>Annotations for GitHub Actions: the problems that stay, not those that a later attempt cures. The runner shows about ten a step.</summary>
internal sealed class GitHubView(TextWriter output) : IRunView
{
    private const int Most = 10;
    private readonly SeenDiagnostics seen = new();
    private int written;
    private int told;

    /// <inheritdoc/>
    public void OnDiagnostics(IReadOnlyList<Diagnostic> diagnostics)
    {
        seen.Add(diagnostics);
        foreach (var diagnostic in diagnostics)
        {
            Annotate(diagnostic);
        }
    }

    /// <inheritdoc/>
    public void OnEvent(RunEvent e, RunState state)
    {
        switch (e.Data)
        {
            case UnitFailed failed:
                Annotate(failed.Diagnostic);
                foreach (var diagnostic in state.Unit(e.Unit!).LastFailure?.Evidence is { } evidence ? GateCauses.Diagnostics(evidence) : [])
                {
                    Annotate(diagnostic);
                }

                break;
            case PullRequestOpened opened:
                Tell($"{e.Unit}: pull request #{opened.Number} is open: {opened.Url}");
                break;
            case UnitWaiting waiting:
                Annotate(waiting.Diagnostic);
                break;
            case UnitUndone undone:
                Annotate(undone.Diagnostic);
                break;
            case RunFailed { Reason: { } reason }:
                Annotate(reason);
                break;
            case DiagnosticReported noted when !seen.Contains(e):
                Annotate(noted.Diagnostic);
                break;
        }
    }

    /// <inheritdoc/>
    public void OnStopping(string signal)
    {
    }

    /// <inheritdoc/>
    public void Dispose() => output.Flush();

    /// <summary>The workflow command for a diagnostic.</summary>
    internal static string Command(Diagnostic diagnostic)
    {
        var severity = diagnostic.Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "notice" };
        var place = diagnostic.File is null ? "" : $"file={Property(diagnostic.File)},";
        place += diagnostic is { File: not null, Line: > 0 } ? $"line={diagnostic.Line}," : "";
        place += diagnostic is { File: not null, Column: > 0 } ? $"col={diagnostic.Column}," : "";
        return $"::{severity} {place}title={Property(diagnostic.Code)}::{Message(diagnostic.Message)}";
    }

    private static string Message(string text) =>
        string.Join('\n', ServiceCommands.Disarm(text).Split('\n').Select(line => OneLine.Of(line.TrimEnd('\r')))).Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) =>
        Message(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);

    /// <summary>A notice; they do not take the problems' room.</summary>
    private void Tell(string text)
    {
        if (told++ < Most)
        {
            output.WriteLine($"::notice title=Pull request::{Message(text)}");
        }
    }

    private void Annotate(Diagnostic diagnostic)
    {
        if (written++ < Most)
        {
            output.WriteLine(Command(diagnostic));
        }
    }
}
