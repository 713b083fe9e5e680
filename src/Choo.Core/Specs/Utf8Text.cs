using System.Buffers;
using System.Text;

namespace Choo.Core.Specs;

// Where a text that should be UTF-8 is not; only asked for when it is known to be broken.
internal static class Utf8Text
{
    public static Position FirstInvalid(ReadOnlySpan<byte> content)
    {
        var position = Position.Start;
        while (!content.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(content, out var rune, out var length) != OperationStatus.Done)
            {
                return position;
            }
            position = rune.Value == '\n' ? new(position.Line + 1, 1)
                : rune.Value == 0xFEFF && position == Position.Start ? position
                : new(position.Line, position.Column + rune.Utf16SequenceLength);
            content = content[length..];
        }
        return position;
    }
}
