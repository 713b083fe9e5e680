using System.Collections.Immutable;

namespace Choo.Core.Routes;

/// <summary>What a head still lacks of the checks that ran before, where the base requires none.</summary>
/// <param name="Running">Checks of the head that have not passed, as of this look.</param>
/// <param name="Unreported">Checks that were there before and that nobody has reported on the head.</param>
/// <param name="OfHead">Whether they were on an earlier head of the same pull request; otherwise on its base.</param>
public sealed record AwaitedChecks(ImmutableArray<string> Running, ImmutableArray<string> Unreported, bool OfHead);
