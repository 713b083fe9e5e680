using Choo.Core.Diagnostics;

namespace Choo.Core.Gates;

/// <summary>
/// Reads a gate's output line by line: compilers' and MSBuild's diagnostics, the failing tests and totals of <c>dotnet test</c>.
/// Its memory is bounded, whatever the length of the output.
/// </summary>
public sealed class GateOutput
{
    private const int Limit = 50;
    private const int LongestLine = 8192;

    private const string ResultsFile = "Results File: ";

    private readonly List<string> resultFiles = [];
    private readonly List<Diagnostic> errors = [];
    private readonly List<Diagnostic> warnings = [];
    private readonly HashSet<Diagnostic> seen = [];
    private readonly WorktreePaths paths;
    private readonly TestOutput tests;
    private Diagnostic? rust;

    /// <param name="worktree">Absolute path of the folder the gate ran in.</param>
    /// <param name="resolved">The same with symbolic links resolved, when it differs.</param>
    public GateOutput(string worktree, string? resolved = null)
    {
        paths = new(worktree, resolved ?? worktree);
        tests = new(paths);
    }

    /// <summary>Takes the next line, without its end.</summary>
    public void Line(ReadOnlySpan<char> line)
    {
        if (line.Length > LongestLine)
        {
            line = line[..LongestLine];
        }

        if (line.StartsWith(ResultsFile) && line.EndsWith(".trx") && resultFiles.Count < Limit && Path.IsPathFullyQualified(line[ResultsFile.Length..]))
        {
            resultFiles.Add(line[ResultsFile.Length..].ToString());
        }

        if (tests.Line(line))
        {
            return;
        }

        if (rust is not null)
        {
            AddRust(line);
        }

        if (CanonicalLine.Parse(line, paths) is { } found)
        {
            Take(found);
        }
    }

    /// <summary>Returns what was found; call it at the end of the output.</summary>
    public GateFindings Finish()
    {
        Flush();
        return new([.. errors.Count > 0 ? errors : warnings], tests.Failures(), tests.Counts) { MissedTests = tests.Missed, RanTests = tests.Ran, ResultFiles = [.. resultFiles] };
    }

    // rustc gives the place on the next line: "  --> src/main.rs:2:5".
    private void AddRust(ReadOnlySpan<char> line)
    {
        var text = line.TrimStart();
        if (text.StartsWith("--> "))
        {
            var place = Origin.Parse(text[4..]);
            rust = rust! with { File = paths.Relative(place.Name), Line = place.Line, Column = place.Column };
        }

        Flush();
    }

    private void Take(Diagnostic found)
    {
        if (found.File is null && found.Code.Length == 5 && found.Code[0] == 'E')
        {
            rust = found;
            return;
        }

        Add(found);
    }

    private void Flush()
    {
        if (rust is not null)
        {
            Add(rust);
            rust = null;
        }
    }

    // MSBuild prints each twice, where it happens and at the end, and once more for each target framework.
    private void Add(Diagnostic found)
    {
        var list = found.Severity == Severity.Error ? errors : warnings;
        if (list.Count < Limit && seen.Add(found))
        {
            list.Add(found);
        }
    }
}
