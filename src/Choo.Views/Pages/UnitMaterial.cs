using Choo.Core.Proofs;
using Choo.Views.Logs;

namespace Choo.Views.Pages;

/// <summary>What a page shows of a unit besides its state.</summary>
/// <param name="Story">What was done for it.</param>
internal sealed record UnitMaterial(UnitStory Story)
{
    /// <summary>What it changed; null when there is nothing, or nothing that git still has.</summary>
    public UnitChanges? Changes { get; init; }

    /// <summary>Its evidence; null while it is not complete.</summary>
    public EvidenceBundle? Evidence { get; init; }

    /// <summary>Excerpts of the agents' logs, by their names in the journal; one that is not there cannot be read.</summary>
    public IReadOnlyDictionary<string, LogExcerpt> Logs { get; init; } = new Dictionary<string, LogExcerpt>(StringComparer.Ordinal);
}
