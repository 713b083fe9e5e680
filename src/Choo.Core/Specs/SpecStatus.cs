namespace Choo.Core.Specs;

/// <summary>What a spec's <c>status:</c> says: pending, in_progress, complete or failed.</summary>
public enum SpecStatus
{
    /// <summary>Not done; also what an absent or empty status means.</summary>
    Pending,

    /// <summary>Begun and not finished; scheduled again like pending.</summary>
    InProgress,

    /// <summary>Done and proved.</summary>
    Complete,

    /// <summary>Tried in vain; scheduled again like pending.</summary>
    Failed,
}
