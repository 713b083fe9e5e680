namespace Choo.Views.Graphs;

/// <summary>Where a node is drawn, in pixels.</summary>
/// <param name="X">The left side.</param>
/// <param name="Y">The upper side.</param>
/// <param name="Width">From the left side to the right one.</param>
internal readonly record struct GraphBox(int X, int Y, int Width);
