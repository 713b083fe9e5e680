namespace Choo.Views.Graphs;

/// <summary>The state of a unit in a drawn plan.</summary>
internal enum GraphState
{
    /// <summary>Its work is done.</summary>
    Complete,

    /// <summary>It waits for no other unit.</summary>
    Ready,

    /// <summary>It waits for other units.</summary>
    Waiting,
}
