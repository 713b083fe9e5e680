using Choo.Core.Diagnostics;
using Choo.Tool.Cli;
using Choo.Tool.Reports;

namespace Choo.Tool.Commands;

/// <summary><c>report</c>.</summary>
internal static class ReportCommand
{
    private static readonly OptionSpec Out = new("out", "write it to this file; - is standard output")
    {
        Short = 'o',
        Value = "FILE",
        Kind = ValueKind.File,
        Default = "report.html in the run's folder",
    };

    private static readonly OptionSpec Timeline = new("timeline", "write only the timeline, as an image") { Value = "FORM", Choices = ["svg"] };

    private static readonly ArgumentSpec RunArgument = new("run", "the run: its id or a prefix (default: the newest)");

    public static CommandSpec Spec => new("report", "write a run as one HTML page: graph, timeline, evidence", ExecuteAsync)
    {
        Arguments = [RunArgument],
        Options = [Out, Timeline],
        Examples =
        [
            new("report", "the newest run, also while it is under way"),
            new("report 20260301 -o choo.html", "an earlier run, into a file of your choice"),
            new("report --timeline svg -o timeline.svg", "who waited for what, as a picture"),
        ],
    };

    private static async Task<int> ExecuteAsync(Invocation invocation)
    {
        var run = ChosenRun.OfArgument(invocation, 0)
            ?? throw new UsageException(DiagnosticCodes.NothingToResume.Because("there is no report: no run has been started here yet; `dotnet choo run` starts one"));
        if (run.Problem is { } problem)
        {
            invocation.Console.Error.WriteLine((problem with { Severity = Severity.Warning }).ToString());
        }

        var report = new RunReportWriter(run, invocation.Token);
        Func<TextWriter, Task> write = invocation[Timeline] is null ? report.WritePageAsync : report.WriteTimelineAsync;
        if (invocation[Out] == "-")
        {
            await write(invocation.Console.Out).ConfigureAwait(false);
            return 0;
        }

        var path = invocation[Out] is { } given ? invocation.PathOf(given) : Path.Combine(run.Folder, invocation[Timeline] is null ? "report.html" : "timeline.svg");
        if (!Directory.Exists(Path.GetDirectoryName(path)))
        {
            throw new UsageException($"--out {invocation[Out]}: there is no folder {Path.GetDirectoryName(path)}");
        }

        if (await WholeFile.WriteAsync(path, isOwn: invocation[Out] is null, write).ConfigureAwait(false) is { } refused)
        {
            throw new UsageException(DiagnosticCodes.CannotWrite.Because($"the report could not be written to {path}: {refused}"));
        }

        invocation.Console.Out.WriteLine(path);
        return 0;
    }
}
