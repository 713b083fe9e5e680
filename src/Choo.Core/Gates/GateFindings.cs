using System.Collections.Immutable;
using Choo.Core.Diagnostics;

namespace Choo.Core.Gates;

/// <summary>What a gate's output says.</summary>
/// <param name="Diagnostics">Errors, or warnings when there is no error; at most 50, each once.</param>
/// <param name="FailedTests">Failing tests, at most 50, each once.</param>
/// <param name="Tests">Totals, null when the output has none.</param>
public sealed record GateFindings(ImmutableArray<Diagnostic> Diagnostics, ImmutableArray<TestFailure> FailedTests, TestCounts? Tests)
{
    /// <summary>Whether a test runner said that it found no test to run.</summary>
    public bool MissedTests { get; init; }

    /// <summary>Absolute paths of files of results that test runs said they wrote, at most 50.</summary>
    public ImmutableArray<string> ResultFiles { get; init; } = [];

    /// <summary>Whether a test runner said that tests ran, in words that hold no totals.</summary>
    public bool RanTests { get; init; }
}
