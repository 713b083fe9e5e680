using System.Text;
using Choo.Core.Text;

namespace Choo.Tool.Output;

/// <summary>Passes text on line by line, with nothing in it that a build service would take for a command: what agents, gates and specs say is text only.</summary>
internal sealed class CommandFreeWriter(TextWriter output) : TextWriter
{
    private readonly StringBuilder line = new();

    /// <inheritdoc/>
    public override Encoding Encoding => output.Encoding;

    /// <inheritdoc/>
    public override void Write(char value)
    {
        line.Append(value);
        if (value == '\n')
        {
            Flush();
        }
    }

    /// <inheritdoc/>
    public override void Write(string? value)
    {
        if (value is not null)
        {
            line.Append(value);
            if (value.Contains('\n', StringComparison.Ordinal))
            {
                Flush();
            }
        }
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    /// <inheritdoc/>
    public override void Flush()
    {
        // What comes later may be the rest of a mark, so only whole lines are passed on before the end.
        var text = line.ToString();
        var end = text.LastIndexOf('\n') + 1;
        line.Remove(0, end);
        output.Write(ServiceCommands.Disarm(text[..end]));
        output.Flush();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && line.Length > 0)
        {
            output.Write(ServiceCommands.Disarm(line.ToString()));
            line.Clear();
            output.Flush();
        }

        base.Dispose(disposing);
    }
}
