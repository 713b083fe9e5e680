using Choo.Core.Diagnostics;
using Choo.Core.State;
using Choo.Tool.Cli;
using Choo.Views.Lines;
using Choo.Views.Reports;
using Choo.Views.Tables;
using Choo.Views.Text;

namespace Choo.Tool.Output;

/// <summary>All that a run prints and writes, by the options and the place it runs in.</summary>
internal sealed class RunConsole
{
    private readonly ToolConsole console;
    private readonly IReadOnlyList<ReportRequest> reports;

    private RunConsole(ToolConsole console, IReadOnlyList<ReportRequest> reports) => (this.console, this.reports) = (console, reports);

    /// <summary>Whether standard output carries events instead of a table.</summary>
    public bool IsStream { get; private init; }

    /// <summary>How much is printed.</summary>
    public Verbosity Verbosity { get; private init; }

    /// <summary>Whether the live view is to be used.</summary>
    public bool IsLive { get; private init; }

    /// <summary>By an invocation's options; throws for reports that cannot be written.</summary>
    public static RunConsole Of(Invocation invocation)
    {
        var stream = invocation.Has(CommonOptions.JsonEvents) || invocation[CommonOptions.Output] == "ndjson";
        var verbosity = Verbosities.Of(invocation[CommonOptions.Verbosity]);
        return new RunConsole(invocation.Console, ReportRequest.Of(invocation))
        {
            IsStream = stream,
            Verbosity = verbosity,
            IsLive = !stream && verbosity > Verbosity.Quiet && !invocation.Has(CommonOptions.NoTui) && CanRedraw(invocation.Console),
        };
    }

    /// <summary>The view to watch the run with.</summary>
    public IRunView Open()
    {
        if (IsStream)
        {
            return new ViewGroup(console.Error, new NdjsonView(console.Out, console.Error));
        }

        if (IsLive)
        {
            return new ViewGroup(console.Error, new LiveView(console, Verbosity));
        }

        var plain = new PlainView(console.Error, Verbosity, console.Clock);
        return console.Environment("GITHUB_ACTIONS") == "true" ? new ViewGroup(console.Error, plain, new GitHubView(console.Commands)) : new ViewGroup(console.Error, plain);
    }

    /// <summary>After the view is closed: the table, the reports, the step's page.</summary>
    public void Finish(RunReport report)
    {
        if (!IsStream && Verbosity > Verbosity.Quiet)
        {
            PrintSummary(report);
        }

        foreach (var request in reports)
        {
            Warn(request.Write(report));
        }

        if (console.Environment("GITHUB_STEP_SUMMARY") is { Length: > 0 } page)
        {
            Warn(Append(page, StepSummary.Markdown(report)));
        }
    }

    private static bool CanRedraw(ToolConsole console) =>
        console.IsTerminal
        && console.Environment("TERM") != "dumb"
        && (OperatingSystem.IsWindows() || console.Environment("TERM") is { Length: > 0 })
        && !ContinuousIntegration.IsIn(console.Environment);

    private static Diagnostic? Append(string page, string text)
    {
        try
        {
            File.AppendAllText(page, text);
            return null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return DiagnosticCodes.CannotWrite.Because($"the step's summary could not be written to {page}: {problem.Message}");
        }
    }

    private void PrintSummary(RunReport report)
    {
        var width = console.IsTerminal ? Math.Max(80, console.Width()) : 120;
        try
        {
            foreach (var line in new Summary(report, new Paint(console.Color)).Lines(width))
            {
                console.Out.WriteLine(line);
            }
        }
        catch (IOException)
        {
            // Whoever read the table is gone; reports and the exit code still matter.
        }
    }

    private void Warn(Diagnostic? problem)
    {
        if (problem is not null)
        {
            console.Error.WriteLine(problem.ToString());
        }
    }
}
