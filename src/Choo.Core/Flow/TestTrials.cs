using System.Collections.Immutable;
using Choo.Core.Gates;

namespace Choo.Core.Flow;

/// <summary>Runs a unit's tests on trees that nobody wrote as a whole: the tests of one commit with the rest of another.</summary>
internal sealed class TestTrials(UnitScope scope, CleanRoom room, CancellationToken cancelled)
{
    /// <summary>The log of the last gate that was run, null when none was.</summary>
    public string? Log { get; private set; }

    /// <summary>What the gates with results say of a commit with some parts as they are in another one; null when that is no other tree.</summary>
    public async Task<ImmutableArray<Evidence>?> RunAsync(TestedChange change, TestTrial trial, CancellationToken cancellationToken)
    {
        var mixed = await scope.Ports.Landing.WithPartsAsync(trial.Commit, trial.From, trial.Parts, cancellationToken).ConfigureAwait(false);
        if (mixed == trial.Commit)
        {
            return null;
        }

        var ran = await room.TryAsync(scope, new RoomTrial(mixed, change.Gates(), trial.Log) { Cancelled = cancelled }, cancellationToken).ConfigureAwait(false);
        Log = ran.LastOrDefault()?.Log;
        return ran;
    }

    /// <summary>Whether a command ended without a test's result, and not well: its tests do not build, most likely.</summary>
    public static bool HasNotRun(Evidence evidence) => evidence.ExitCode != 0 && !TestedChange.HasResults(evidence);
}

/// <summary>A tree to be tried.</summary>
/// <param name="Commit">Where most of it is from.</param>
/// <param name="From">Where some parts are from.</param>
/// <param name="Parts">The parts.</param>
/// <param name="Log">What its logs are called.</param>
internal sealed record TestTrial(string Commit, string From, ImmutableArray<string> Parts, string Log);
