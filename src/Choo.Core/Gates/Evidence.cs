using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Choo.Core.Diagnostics;
using Choo.Core.Json;
using Choo.Core.TestEvidence;

namespace Choo.Core.Gates;

/// <summary>What is known of one run of a gate: enough for a person to check it later.</summary>
public sealed record Evidence
{
    /// <summary>backpressure, or the baseline check's name.</summary>
    public required string Gate { get; init; }

    /// <summary>The command as it was given to the shell.</summary>
    public required string Command { get; init; }

    /// <summary>The git tree the command ran on (40 or 64 hex digits).</summary>
    public required string Tree { get; init; }

    /// <summary>The command's exit code; 128 + signal when a signal ended it, -1 when it could not start.</summary>
    public required int ExitCode { get; init; }

    /// <summary>Wall time in milliseconds.</summary>
    public required long DurationMs { get; init; }

    /// <summary>SHA-256 of the whole output, hex.</summary>
    public required string OutputDigest { get; init; }

    /// <summary>The file that has the whole output, relative to the run's folder.</summary>
    public string? Log { get; init; }

    /// <summary>Whether choo ended it because its time was up.</summary>
    public bool TimedOut { get; init; }

    /// <summary>Compiler and MSBuild errors (and warnings, when there is no error), at most 50, paths relative to the worktree.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Failing tests, at most 50.</summary>
    public ImmutableArray<TestFailure> FailedTests { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Tests counted in the output, null where there were none.</summary>
    public TestCounts? Tests { get; init; }

    /// <summary>Why exit code 0 proves nothing: null when nothing speaks against it.</summary>
    [JsonConverter(typeof(OptionalEnumConverter<GateDoubt>))]
    public OpenEnum<GateDoubt>? Doubt { get; init; }

    /// <summary>The end of the output, at most 4,000 characters.</summary>
    public string Tail { get; init => field = value ?? ""; } = "";

    /// <summary>Failing tests that the base has too and that are all that failed: they are excused. At most 200.</summary>
    public ImmutableArray<string> KnownFailures { get; init; } = [];

    /// <summary>The folder with the results that the tests wrote, relative to the run's folder; null where they were not kept.</summary>
    public string? ResultsFolder { get; init; }

    /// <summary>SHA-256 over those results' files, hex; null where they were not kept, and in journals of older versions.</summary>
    public string? ResultsDigest { get; init; }

    /// <summary>Where it was recorded first, when the gate did not run again; null when it ran. Its log and results are in that run's folder.</summary>
    public EvidenceSource? Reused { get; init; }

    /// <summary>What those results say; null where there were none. Not in the journal.</summary>
    [JsonIgnore]
    public TestResults? Results { get; init; }

    /// <summary>Whether the gate passed: it ended by itself, with exit code 0 and nothing against it, or with known failures alone.</summary>
    public bool Passed => !TimedOut && ((ExitCode == 0 && Doubt is null) || !KnownFailures.IsDefaultOrEmpty);
}

/// <summary>A test that failed: its full name, its message in a line or a few, and the place its stack trace names.</summary>
/// <param name="Name">Fully qualified or display name, as the runner printed it.</param>
/// <param name="Message">The assertion's message, at most 2,000 characters.</param>
/// <param name="File">Source file of the first frame that has one, relative to the worktree where inside it.</param>
/// <param name="Line">1-based line, 0 when unknown.</param>
public sealed record TestFailure(string Name, string Message, string? File, int Line);

/// <summary>Totals over all the test runs in one output.</summary>
/// <param name="Passed">Passed tests.</param>
/// <param name="Failed">Failed tests.</param>
/// <param name="Skipped">Skipped tests.</param>
public sealed record TestCounts(int Passed, int Failed, int Skipped);
