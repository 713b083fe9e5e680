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
        _ => new("#f6f8fa", "#656d76"),
    };
}
