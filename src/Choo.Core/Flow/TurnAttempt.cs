using System.Collections.Immutable;

namespace Choo.Core.Flow;

/// <summary>An attempt that is about to be made, with what its prompt says of the one before it.</summary>
/// <param name="Number">1 for the first.</param>
internal sealed record TurnAttempt(int Number)
{
    /// <summary>Why the attempt before it was not accepted; null when there was none.</summary>
    public TurnFailure? Failure { get; init; }

    /// <summary>Files whose edits were undone after the turn before it.</summary>
    public ImmutableArray<string> Undone { get; init; } = [];

    /// <summary>For a prompt: that the attempt before it ended before any gate ran, and why; null when it did not.</summary>
    public string? NoteOfFailure => Failure is { Evidence: null } failure ? $"The previous attempt did not reach the gate: {failure.Message}." : null;
}
