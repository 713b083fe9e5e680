using System.Text;
using Spectre.Console;

namespace Choo.Tool.Output;

/// <summary>A Spectre console over ours: it draws on standard error, because standard output is data.</summary>
internal sealed class LiveConsole(ToolConsole console) : IAnsiConsoleOutput
{
    /// <inheritdoc/>
    public TextWriter Writer => console.Error;

    /// <inheritdoc/>
    public bool IsTerminal => true;

    /// <inheritdoc/>
    public int Width => console.Width();

    /// <inheritdoc/>
    public int Height => console.Height();

    /// <inheritdoc/>
    public void SetEncoding(Encoding encoding)
    {
    }

    /// <summary>The console to draw on.</summary>
    public static IAnsiConsole Over(ToolConsole console) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = AnsiSupport.Yes,
        Interactive = InteractionSupport.Yes,
        ColorSystem = console.Color ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
        Out = new LiveConsole(console),
        // Spectre would look for CI variables itself; the choice of this view has been made before.
        Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
    });
}
