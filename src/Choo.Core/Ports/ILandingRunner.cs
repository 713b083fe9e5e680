using System.Collections.Immutable;
using Choo.Core.Landing;
using Choo.Core.State;

namespace Choo.Core.Ports;

/// <summary>What came of asking a unit to be merged. A closed set.</summary>
public abstract record CouplingOutcome
{
    private CouplingOutcome()
    {
    }

    /// <summary>The merge commit was made.</summary>
    /// <param name="Commit">It.</param>
    /// <param name="Target">The target's commit just before.</param>
    public sealed record Merged(string Commit, string Target) : CouplingOutcome;

    /// <summary>Both sides changed the same lines.</summary>
    /// <param name="Files">Where.</param>
    /// <param name="Target">The target's commit just before.</param>
    public sealed record Conflicted(ImmutableArray<string> Files, string Target) : CouplingOutcome;

    /// <summary>The unit leaves the queue without it: it had landed already, its route brings it on, or a person has to look at it.</summary>
    public sealed record Ended : CouplingOutcome
    {
        /// <summary>What its route still does for it outside the queue; null when nothing.</summary>
        public Func<CancellationToken, Task>? Follow { get; init; }
    }
}

/// <summary>What a proof came to.</summary>
public enum ProofOutcome
{
    /// <summary>Every gate passed.</summary>
    Passed,

    /// <summary>A gate failed.</summary>
    Failed,

    /// <summary>Every gate passed, and the unit waits for a person all the same.</summary>
    Ended,
}

/// <summary>What a landing came to. A closed set.</summary>
public abstract record LandingResult
{
    private LandingResult()
    {
    }

    /// <summary>The target moved to the commit; the units are complete.</summary>
    public sealed record Landed : LandingResult;

    /// <summary>The units leave the queue and the target is where it was: they are complete without it, or their route brings them on.</summary>
    public sealed record Left : LandingResult
    {
        /// <summary>
        /// What the route still does for the units outside the queue: they land, return for a turn, wait or fail by the events that it posts.
        /// It is stopped with the run, and those of its units that have not ended fail when it throws. Null when nothing is left to do.
        /// </summary>
        public Func<CancellationToken, Task>? Follow { get; init; }
    }

    /// <summary>Somebody else moved the target first.</summary>
    /// <param name="Target">Where it is now.</param>
    public sealed record Moved(string Target) : LandingResult;

    /// <summary>The person's checkout blocks it. A single unit waits for that person now; nothing was said of several.</summary>
    public sealed record Refused : LandingResult;
}

/// <summary>A commit to be proved.</summary>
/// <param name="Proof">What the queue asked for.</param>
/// <param name="Units">Its units, in the order of its cars.</param>
/// <param name="Cancelled">Ends it when the commit can no longer land.</param>
public sealed record ProofRequest(TrainCommand.Prove Proof, ImmutableArray<UnitAssignment> Units, CancellationToken Cancelled);

/// <summary>Carries out what the landing queue asks for. What happens to units is reported by events.</summary>
public interface ILandingRunner
{
    /// <summary>Merges a unit's newest commit onto a commit, in git objects.</summary>
    Task<CouplingOutcome> MergeAsync(UnitAssignment unit, TrainCommand.Merge merge, IEvents events, CancellationToken cancellationToken);

    /// <summary>Runs the baseline in a clean room.</summary>
    Task<ProofOutcome> ProveAsync(ProofRequest request, IEvents events, CancellationToken cancellationToken);

    /// <summary>Lands units that were proved, by their route.</summary>
    Task<LandingResult> LandAsync(TrainCommand.Land land, ImmutableArray<UnitAssignment> units, IEvents events, CancellationToken cancellationToken);
}
