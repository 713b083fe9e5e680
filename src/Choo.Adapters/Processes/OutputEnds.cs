using System.Text;

namespace Choo.Adapters.Processes;

/// <summary>The beginning and the end of a stream; together the whole of it when it was short.</summary>
/// <param name="Head">The first bytes.</param>
/// <param name="Tail">The last bytes, those that are not in the head.</param>
/// <param name="Length">How many bytes there were in all.</param>
public sealed record OutputEnds(ReadOnlyMemory<byte> Head, ReadOnlyMemory<byte> Tail, long Length)
{
    public static OutputEnds None { get; } = new(default, default, 0);

    /// <summary>Bytes that are in neither.</summary>
    public long Dropped => Length - Head.Length - Tail.Length;

    /// <summary>Head and tail as UTF-8 text, with a line where bytes are missing.</summary>
    public string Text => Dropped == 0
        ? Encoding.UTF8.GetString([.. Head.Span, .. Tail.Span])
        : $"{Encoding.UTF8.GetString(Head.Span)}\n[... {Dropped} bytes ...]\n{Encoding.UTF8.GetString(Tail.Span)}";

    /// <summary>At most so many characters of the end, from a line's beginning where one is near.</summary>
    public string End(int characters)
    {
        var text = Dropped == 0 ? Text : Encoding.UTF8.GetString(Tail.Span);
        if (text.Length <= characters)
        {
            return text;
        }

        var cut = text.AsSpan(text.Length - characters);
        var line = cut[..Math.Min(cut.Length, 400)].IndexOf('\n');
        return cut[(line + 1)..].ToString();
    }
}
