using System.Collections.Immutable;

namespace Choo.Core.Landing;

/// <summary>What a train asks for next. A closed set.</summary>
public abstract record TrainCommand
{
    private TrainCommand()
    {
    }

    /// <summary>Merge a unit's tip in git objects, and report the merge commit or the conflict.</summary>
    /// <param name="Unit">The unit.</param>
    /// <param name="Tip">Its newest commit.</param>
    /// <param name="Onto">The commit to merge it onto.</param>
    public sealed record Merge(string Unit, string Tip, string Onto) : TrainCommand
    {
        /// <summary>Whether nothing is merged: the tip itself is to be proved.</summary>
        public bool IsUnmerged { get; init; }
    }

    /// <summary>Run the baseline on a merge commit in a clean room.</summary>
    /// <param name="Commit">The commit: the merge commit of the last of the cars.</param>
    /// <param name="Onto">The commit that the first of the cars was merged onto.</param>
    /// <param name="Cars">The units that this commit adds to what is proved or being proved ahead of it.</param>
    public sealed record Prove(string Commit, string Onto, ImmutableArray<TrainCar> Cars) : TrainCommand
    {
        /// <summary>Whether nothing is merged: the commit is the tip of its one unit.</summary>
        public bool IsUnmerged { get; init; }

        /// <summary>Their units.</summary>
        public IEnumerable<string> Units => Cars.Select(car => car.Unit);
    }

    /// <summary>End a proof whose commit can no longer land.</summary>
    /// <param name="Commit">The commit.</param>
    public sealed record Cancel(string Commit) : TrainCommand;

    /// <summary>Land, by the units' route, what was proved.</summary>
    /// <param name="Cars">The units that land with it, in order, each with its merge commit.</param>
    /// <param name="From">Where the target must stand.</param>
    /// <param name="To">The proved commit.</param>
    public sealed record Land(ImmutableArray<TrainCar> Cars, string From, string To) : TrainCommand;

    /// <summary>The proof failed because of this unit: it has left the train for a fix turn.</summary>
    /// <param name="Unit">The unit.</param>
    /// <param name="Commit">The merge commit that failed; all that it contains besides the unit has landed.</param>
    /// <param name="Onto">The commit that the unit was merged onto.</param>
    public sealed record Fix(string Unit, string Commit, string Onto) : TrainCommand;

    /// <summary>The unit conflicts with the target: it has left the train for a conflict turn.</summary>
    /// <param name="Unit">The unit.</param>
    /// <param name="Onto">The target's commit that it conflicts with.</param>
    public sealed record Resolve(string Unit, string Onto) : TrainCommand;

    /// <summary>The target moved too often before the unit could land: it has left the train.</summary>
    /// <param name="Unit">The unit.</param>
    public sealed record GiveUp(string Unit) : TrainCommand;
}

/// <summary>A unit that lands, with its merge commit.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Tip">Its newest commit.</param>
/// <param name="Commit">The merge commit.</param>
public sealed record TrainCar(string Unit, string Tip, string Commit);
