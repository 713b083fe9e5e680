using System.Buffers;
using System.Text;

namespace Choo.Core.Text;

// Where a text that should be UTF-8 is not; only asked for when it is known to be broken.
internal static class Utf8Text
{
    public static Position FirstInvalid(ReadOnlySpan<byte> content) => PositionOf(content, content.Length);

    // Of a byte, or of the first before it that is not UTF-8.
    public static Position PositionOf(ReadOnlySpan<byte> content, int index)
    {
        content = content[..index];
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
