using Choo.Views.Live;
using Choo.Views.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Choo.Tool.Output;

/// <summary>Lines that are cut already, as Spectre draws things.</summary>
/// <param name="color">Whether lines are coloured.</param>
internal sealed class LiveRegion(bool color) : IRenderable
{
    /// <summary>What to draw next.</summary>
    public IReadOnlyList<LiveLine> Lines { get; set; } = [];

    /// <inheritdoc/>
    public Measurement Measure(RenderOptions options, int maxWidth) => new(maxWidth, maxWidth);

    /// <inheritdoc/>
    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        // Spectre goes back by "\e[0A" over a region of one line, which terminals take for one line up: there are always two.
        if (Lines.Count < 2)
        {
            yield return Segment.LineBreak;
        }

        for (var i = 0; i < Lines.Count; i++)
        {
            yield return new Segment(Lines[i].Text, StyleOf(Lines[i].Tone, color));
            if (i < Lines.Count - 1)
            {
                yield return Segment.LineBreak;
            }
        }
    }

    /// <summary>The style of a tone: plain where nothing is to be coloured, dimmed text too.</summary>
    public static Style StyleOf(Tone tone, bool color) => tone switch
    {
        _ when !color => Style.Plain,
        Tone.Good => new Style(Color.Green),
        Tone.Bad => new Style(Color.Red),
        Tone.Warning => new Style(Color.Yellow),
        Tone.Faint => new Style(decoration: Decoration.Dim),
        _ => Style.Plain,
    };
}
