using System.Collections.Immutable;
using System.Globalization;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.State;
using Choo.Engine;
using Choo.Tool.Cli;

namespace Choo.Tool.Commands;

/// <summary><c>gaps self-test</c>.</summary>
internal static class GapsSelfTest
{
    /// <summary>Prints a row for each gap and whether all came as it should. 0, or 1 when something did not.</summary>
    public static async Task<int> ExecuteAsync(Invocation invocation)
    {
        var clock = invocation.Console.Clock;
        var begun = clock.GetTimestamp();
        var folder = Directory.CreateTempSubdirectory("choo-self-test-").FullName;
        var notes = new Notes();
        ImmutableArray<SelfTestRow> rows;
        try
        {
            rows = await GapSelfTest.RunAsync(folder, SelfCommand.Program, invocation.Request(), notes, invocation.Stop).ConfigureAwait(false);
            invocation.Token.ThrowIfCancellationRequested();
        }
        catch (OperationCanceledException) when (invocation.Token.IsCancellationRequested)
        {
            Remove(folder);
            return invocation.Stop.ExitCode;
        }

        var (output, right) = (invocation.Console.Out, rows.Count(row => row.IsRight));
        var passed = right == rows.Length;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"self-test {(passed ? "PASSED" : "FAILED")}: rows={rows.Length} as_expected={right} elapsed={clock.GetElapsedTime(begun).TotalMilliseconds:0}ms"));
        foreach (var row in rows)
        {
            output.WriteLine($"  {row.Gap}  {row.Came}{(row.IsRight ? "" : $"; expected: {row.Wanted}")}");
        }

        if (passed)
        {
            Remove(folder);
            return 0;
        }

        foreach (var problem in notes.Problems)
        {
            invocation.Console.Error.WriteLine(problem.ToString());
        }

        invocation.Console.Error.WriteLine($"the repository, its journal and logs are in {folder}");
        return 1;
    }

    private static void Remove(string folder)
    {
        try
        {
            foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories))
            {
                // Windows removes no file that is read-only, and git's objects are.
                file.Attributes = FileAttributes.Normal;
            }

            Directory.Delete(folder, recursive: true);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // It lies in the temporary folder and is in nobody's way.
        }
    }

    /// <summary>Keeps what is said, for when it fails.</summary>
    private sealed class Notes : IRunObserver
    {
        public List<Diagnostic> Problems { get; } = [];

        public void OnDiagnostics(IReadOnlyList<Diagnostic> diagnostics) => Problems.AddRange(diagnostics);

        public void OnEvent(RunEvent e, RunState state)
        {
            if (e.Data is DiagnosticReported reported)
            {
                Problems.Add(reported.Diagnostic);
            }
        }
    }
}
