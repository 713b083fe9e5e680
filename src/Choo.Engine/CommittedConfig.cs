using System.Collections.Immutable;
using Choo.Core.Configuration;
using Choo.Core.Diagnostics;

namespace Choo.Engine;

/// <summary>
/// What judges the work (the baseline's commands, protected paths, what changed tests mean) is that of the base commit where it has a
/// configuration: an agent that gets at the person's checkout cannot change it. Everything else is the working tree's.
/// </summary>
internal static class CommittedConfig
{
    /// <summary>The configuration to run with, and what a person should know of it beyond what was reported for the working tree's.</summary>
    public static (ChooConfig Config, ImmutableArray<Diagnostic> Problems) Apply(
        ChooConfig here, ReadOnlyMemory<byte>? committed, string branch, ImmutableArray<Diagnostic> told)
    {
        if (committed is not { } bytes)
        {
            return (here, []);
        }

        var (there, diagnostics) = HostConfig.Read(bytes.Span);
        var known = told.Select(Essence).ToHashSet();
        var errors = diagnostics.Where(each => each.Severity == Severity.Error && !known.Contains(Essence(each)))
            .Select(each => each with { Message = $"as committed in {branch}: {each.Message}" }).ToImmutableArray();
        var judging = here with
        {
            BaselineChecks = there.BaselineChecks,
            RegressionOnly = there.RegressionOnly,
            Protected = there.Protected,
            ChangedTests = there.ChangedTests,
            OldTests = there.OldTests,
            NewTests = there.NewTests,
            ReuseEvidence = there.ReuseEvidence,
            RedFirst = there.RedFirst,
            TrustExitCode = there.TrustExitCode,
            Backlog = here.Backlog with { Gates = there.Backlog.Gates },
            CodeReview = here.CodeReview with { Enabled = there.CodeReview.Enabled, BlockOn = there.CodeReview.BlockOn },
        };
        return (judging, Same(here, there) ? errors : errors.Add(DiagnosticCodes.SpecNotCommitted.At(
            HostConfig.FileName, 1, 1,
            $"baseline_checks, baseline.regression_only, gates.protected, gates.changed_tests, gates.old_tests, gates.new_tests, gates.reuse_evidence, gates.red_first, gates.trust_exit_code, backlog.domains, code_review.enabled or code_review.block_on differ from the values committed on {branch}, which apply; commit the file to use yours")));
    }

    private static (string Code, int Line, string Message) Essence(Diagnostic problem) => (problem.Code, problem.Line, problem.Message);

    private static bool Same(ChooConfig here, ChooConfig there) =>
        here.RegressionOnly == there.RegressionOnly && here.ChangedTests == there.ChangedTests && here.OldTests == there.OldTests && here.NewTests == there.NewTests
        && here.ReuseEvidence == there.ReuseEvidence && here.RedFirst == there.RedFirst && here.TrustExitCode == there.TrustExitCode
        && here.Backlog.Gates.Count == there.Backlog.Gates.Count && !here.Backlog.Gates.Except(there.Backlog.Gates).Any()
        && here.CodeReview.Enabled == there.CodeReview.Enabled && here.CodeReview.BlockOn == there.CodeReview.BlockOn
        && Same(here.BaselineChecks, there.BaselineChecks) && Same(here.Protected, there.Protected);

    private static bool Same<T>(ImmutableArray<T>? left, ImmutableArray<T>? right) =>
        left is { } one && right is { } other ? one.SequenceEqual(other) : left is null && right is null;
}
