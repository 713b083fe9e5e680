namespace Choo.Views.Graphs;

/// <summary>The state of a unit in a drawn plan or run.</summary>
internal enum GraphState
{
    /// <summary>Its work is done.</summary>
    Complete,

    /// <summary>It waits for no other unit.</summary>
    Ready,

    /// <summary>It waits for other units.</summary>
    Waiting,

    /// <summary>It is worked on.</summary>
    Working,

    /// <summary>Its work is done; it is proved, lands, or its pull request is open.</summary>
    Landing,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>A unit that it depends on failed or waits for a person.</summary>
    Blocked,

    /// <summary>It waits for a person.</summary>
    Attention,
}
