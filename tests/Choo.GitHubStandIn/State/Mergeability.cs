namespace Choo.Testing.GitHub.State;

/// <summary>Whether a head can be merged into a base.</summary>
/// <param name="Head">The head's commit.</param>
/// <param name="Base">The base's commit.</param>
/// <param name="ReadsLeft">How many reads still say that it is not known.</param>
/// <param name="Merges">Whether git merges them without a conflict.</param>
internal sealed record Mergeability(string Head, string Base, int ReadsLeft, bool Merges);
