using System.Text;
using Choo.Adapters.Processes;
using Choo.Core.Gates;

namespace Choo.Adapters.Gates;

/// <summary>Feeds a gate's lines, as text without colours, to the parser.</summary>
internal sealed class GateLines(GateOutput output)
{
    private char[] buffer = new char[1024];

    public LineMeaning Take(ReadOnlyMemory<byte> line)
    {
        if (buffer.Length < line.Length)
        {
            buffer = new char[line.Length * 2];
        }

        var length = Encoding.UTF8.GetChars(line.Span, buffer);
        output.Line(PlainText.Strip(buffer.AsSpan(0, length)));
        return LineMeaning.More;
    }

    public GateFindings Finish() => output.Finish();
}
