namespace Choo.Views.Graphs;

/// <summary>The colours of a node, readable on light and dark pages because the text has a fill of its own below it.</summary>
/// <param name="Fill">The inside, as <c>#rrggbb</c>.</param>
/// <param name="Border">The border.</param>
internal readonly record struct GraphColors(string Fill, string Border)
{
    /// <summary>The colour of all text.</summary>
    public const string Text = "#1f2328";

    /// <summary>The colour of edges.</summary>
    public const string Edge = "#656d76";

    /// <summary>The colours of a state.</summary>
    public static GraphColors Of(GraphState state) => state switch
    {
        GraphState.Complete => new("#dafbe1", "#1a7f37"),
        GraphState.Ready => new("#ddf4ff", "#0969da"),
        GraphState.Working => new("#b6e3ff", "#0969da"),
        GraphState.Landing => new("#fbefff", "#8250df"),
        GraphState.Failed => new("#ffd7d5", "#cf222e"),
        GraphState.Blocked => new("#ffe7c7", "#bc4c00"),
        GraphState.Attention => new("#fff1b3", "#9a6700"),
        _ => new("#f6f8fa", "#656d76"),
    };
}
