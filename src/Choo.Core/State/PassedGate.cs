using Choo.Core.Gates;

namespace Choo.Core.State;

/// <summary>A gate that passed when a unit was proved last.</summary>
/// <param name="Gate">Its name.</param>
/// <param name="Command">Its command.</param>
/// <param name="DurationMs">How long it took, in milliseconds.</param>
/// <param name="Tests">The tests that it counted; null where there were none.</param>
public sealed record PassedGate(string Gate, string Command, long DurationMs, TestCounts? Tests);
