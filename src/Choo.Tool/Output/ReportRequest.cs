using Choo.Core.Diagnostics;
using Choo.Core.State;
using Choo.Core.Text;
using Choo.Tool.Cli;
using Choo.Views.Reports;

namespace Choo.Tool.Output;

/// <summary>A report that was asked for with <c>--report KIND=FILE</c>.</summary>
/// <param name="Kind">junit or sarif.</param>
/// <param name="Path">Absolute path of the file.</param>
internal sealed record ReportRequest(string Kind, string Path)
{
    private static readonly string[] Kinds = ["junit", "sarif"];

    /// <summary>Those of a command line; checked before anything starts, so that no run ends without its report.</summary>
    public static IReadOnlyList<ReportRequest> Of(Invocation invocation) =>
        [.. invocation.Arguments.Values(CommonOptions.Report).Select(given => Parse(given, invocation))];

    /// <summary>Writes it whole or not at all; a failure is a diagnostic, for the run's result must not depend on it.</summary>
    public Diagnostic? Write(RunReport report)
    {
        var unfinished = $"{Path}.{Environment.ProcessId}.tmp";
        try
        {
            using (var stream = new FileStream(unfinished, FileMode.Create, FileAccess.Write))
            {
                Write(stream, report);
            }

            File.Move(unfinished, Path, overwrite: true);
            return null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return DiagnosticCodes.CannotWrite.Because($"the {Kind} report could not be written to {Path}: {problem.Message}");
        }
    }

    private static ReportRequest Parse(string given, Invocation invocation)
    {
        var at = given.IndexOf('=', StringComparison.Ordinal);
        var kind = at < 0 ? given : given[..at];
        if (!Kinds.Contains(kind))
        {
            throw new UsageException($"--report takes junit=FILE or sarif=FILE, not '{given}'{NearestName.Hint(kind, Kinds)}");
        }

        if (at < 0 || at == given.Length - 1)
        {
            throw new UsageException($"--report {kind} needs a file: {kind}=FILE");
        }

        var path = invocation.PathOf(given[(at + 1)..]);
        return Directory.Exists(System.IO.Path.GetDirectoryName(path))
            ? new ReportRequest(kind, path)
            : throw new UsageException($"--report {given}: there is no folder {System.IO.Path.GetDirectoryName(path)}");
    }

    private void Write(Stream stream, RunReport report)
    {
        if (Kind == "junit")
        {
            JunitReport.Write(stream, report);
        }
        else
        {
            SarifReport.Write(stream, report, new Release(BuildInfo.Version, BuildInfo.Pages));
        }
    }
}
