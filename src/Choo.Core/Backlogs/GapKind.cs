namespace Choo.Core.Backlogs;

/// <summary>Who a gap is for.</summary>
public enum GapKind
{
    /// <summary>A person's work; what a gap is that says nothing.</summary>
    User,

    /// <summary>Background work that never ends.</summary>
    System,
}
