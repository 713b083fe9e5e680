using Choo.Core.Text;

namespace Choo.Adapters.Specs;

// Turns offsets into lines and columns as editors count them: YAML also breaks lines at U+0085, U+2028 and U+2029, editors do not.
internal sealed class TextLines
{
    private readonly List<int> _starts = [0];
    private readonly int _firstLine;
    private readonly int _length;

    public TextLines(string text, int firstLine)
    {
        _firstLine = firstLine;
        _length = text.Length;
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] == '\n' || (text[index] == '\r' && (index + 1 == text.Length || text[index + 1] != '\n')))
            {
                _starts.Add(index + 1);
            }
        }
    }

    public Position At(long offset)
    {
        var within = (int)Math.Clamp(offset, 0, _length);
        var found = _starts.BinarySearch(within);
        var line = found >= 0 ? found : ~found - 1;
        return new Position(_firstLine + line, within - _starts[line] + 1);
    }
}
