using Spectre.Console;
using Spectre.Console.Rendering;

namespace Choo.Tool.Output;

/// <summary>A line that is printed where the live region stood and scrolls away above it.</summary>
/// <param name="text">The line; it may be longer than the terminal is wide.</param>
/// <param name="style">Its style.</param>
internal sealed class ScrolledLine(string text, Style style) : IRenderable
{
    /// <summary>Spectre overwrites the old region without erasing it: what was longer would show through.</summary>
    private const string EraseBelow = "\e[0J";

    /// <inheritdoc/>
    public Measurement Measure(RenderOptions options, int maxWidth) => new(maxWidth, maxWidth);

    /// <inheritdoc/>
    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
        [Segment.Control(EraseBelow), new Segment(text, style), Segment.LineBreak];
}
