using System.Collections.Immutable;

namespace Choo.Core.Backlogs;

/// <summary>How gaps become units.</summary>
public sealed record GapUnitOptions
{
    /// <summary>Whether each acceptance criterion is a task of its own; otherwise a gap is one task.</summary>
    public bool CriteriaAsTasks { get; init; }

    /// <summary>The gates of domains (in lower case), for gaps that name none.</summary>
    public ImmutableDictionary<string, string> Gates { get; init; } = ImmutableDictionary<string, string>.Empty;
}
