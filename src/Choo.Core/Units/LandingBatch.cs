using System.Collections.Immutable;
using Choo.Core.Gates;
using Choo.Core.Landing;

namespace Choo.Core.Units;

/// <summary>A unit within a batch.</summary>
/// <param name="Scope">The unit.</param>
/// <param name="Commit">Its merge commit.</param>
internal sealed record LandingUnit(UnitScope Scope, string Commit)
{
    /// <summary>Whether a fix turn gave it a new tip while the batch was proved.</summary>
    public bool Changed { get; set; }
}

/// <summary>Units merged one onto the other, on top of the target.</summary>
internal sealed record LandingBatch
{
    /// <summary>The target's tip they were merged onto.</summary>
    public required string Onto { get; init; }

    /// <summary>Those that merged, in order.</summary>
    public required ImmutableArray<LandingUnit> Units { get; init; }

    /// <summary>Those that conflict with the others, to be tried again after them.</summary>
    public required ImmutableArray<UnitScope> LeftOut { get; init; }

    /// <summary>Where the first of those left out conflicts.</summary>
    public ImmutableArray<string> ConflictsOfFirst { get; init; } = [];

    /// <summary>The last merge commit.</summary>
    public required string Commit { get; init; }

    /// <summary>Its tree.</summary>
    public required string Tree { get; init; }

    /// <summary>What the gates said of that tree.</summary>
    public ImmutableArray<Evidence> Evidence { get; init; } = [];

    /// <summary>Whether the tree is one that no gate has seen.</summary>
    public bool NeedsProof => Units.Length > 1 || Units[0].Scope.VerifiedOnto != Onto;

    /// <summary>What proves the whole batch.</summary>
    public ImmutableArray<Gate> Gates(FlowSettings settings) =>
        [.. Units.SelectMany(unit => settings.ProofOf(unit.Scope.Unit)).DistinctBy(gate => gate.Command)];

    /// <summary>Merges as many as go together, onto a commit of the target.</summary>
    public static async Task<LandingBatch> MergeAsync(
        FlowSettings settings, FlowPorts ports, IReadOnlyList<UnitScope> scopes, string onto, CancellationToken cancellationToken)
    {
        var (commit, tree) = (onto, "");
        var units = ImmutableArray.CreateBuilder<LandingUnit>();
        var leftOut = ImmutableArray.CreateBuilder<UnitScope>();
        var conflicts = ImmutableArray<string>.Empty;
        foreach (var scope in scopes)
        {
            var message = CommitMessages.ForLanding(settings.Run, scope.Unit.Id);
            switch (await ports.Landing.MergeAsync(commit, scope.Tip, message, cancellationToken).ConfigureAwait(false))
            {
                case MergeOutcome.Merged merged:
                    (commit, tree) = (merged.Commit, merged.Tree);
                    units.Add(new LandingUnit(scope, merged.Commit));
                    break;
                case MergeOutcome.Conflicted conflicted:
                    conflicts = leftOut.Count == 0 ? conflicted.Files : conflicts;
                    leftOut.Add(scope);
                    break;
            }
        }

        return new LandingBatch
        {
            Onto = onto,
            Units = units.ToImmutable(),
            LeftOut = leftOut.ToImmutable(),
            ConflictsOfFirst = conflicts,
            Commit = commit,
            Tree = tree,
        };
    }
}
