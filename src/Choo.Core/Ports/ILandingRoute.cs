using System.Collections.Immutable;
using Choo.Core.Gates;
using Choo.Core.Landing;
using Choo.Core.State;

namespace Choo.Core.Ports;

/// <summary>The way by which proved units land: what it waits in until its proof, and what is done once that passed.</summary>
public interface ILandingRoute
{
    /// <summary>The queue in which units wait for their proofs: it says onto which commits they are merged.</summary>
    /// <param name="limits">What bounds it.</param>
    /// <param name="target">The target's commit.</param>
    ILandingQueue Queue(TrainLimits limits, string target);

    /// <summary>
    /// What an earlier start of the run began for a unit that joins the queue now: the unit leaves the queue then, and what became of it is
    /// reported by events. Null when nothing was begun, or nothing came of it: the unit is merged, proved and landed.
    /// </summary>
    /// <param name="unit">The unit.</param>
    /// <param name="target">The target's commit just now.</param>
    /// <param name="events">Where to report.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<LandingResult.Left?> ContinueAsync(UnitAssignment unit, string target, IEvents events, CancellationToken cancellationToken);

    /// <summary>Brings units on whose proof passed. The queue waits for the result; what takes longer is the result's own flow.</summary>
    Task<LandingResult> LandAsync(ProvedUnits proved, IEvents events, CancellationToken cancellationToken);

    /// <summary>A unit failed or waits for a person, wherever it was: nobody brings it on in this start of the run. Called from any thread; it must not block.</summary>
    /// <param name="unit">The unit's id.</param>
    /// <param name="hasFailed">Whether it failed.</param>
    void Leave(string unit, bool hasFailed)
    {
        // Where units do not stand on what has not landed, nobody needs to know.
    }
}

/// <summary>Units whose proofs passed and that land together.</summary>
/// <param name="From">Where the target must stand.</param>
/// <param name="To">The proved commit that has them all.</param>
/// <param name="Units">The units in order, one or more.</param>
public sealed record ProvedUnits(string From, string To, ImmutableArray<ProvedUnit> Units);

/// <summary>A unit whose proof passed.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Tip">Its newest commit.</param>
/// <param name="Commit">The commit that was proved for it: its merge commit, or its tip where nothing is merged.</param>
/// <param name="Proof">What the gates said; empty where that is not known any more.</param>
public sealed record ProvedUnit(UnitAssignment Unit, string Tip, string Commit, ImmutableArray<Evidence> Proof)
{
    /// <summary>The unit's id.</summary>
    public string Id => Unit.Id;
}
