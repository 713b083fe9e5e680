namespace Choo.Core.Agents;

/// <summary>What kind of thing is to be answered.</summary>
public enum FeedbackKind
{
    /// <summary>Comments on one place of the diff.</summary>
    Thread,

    /// <summary>A review that asks for changes.</summary>
    Review,

    /// <summary>A check that failed.</summary>
    Check,
}
