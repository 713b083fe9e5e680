using System.Buffers;
using System.Text;
using Choo.Core.Secrets;

namespace Choo.Adapters.Processes;

/// <summary>
/// Takes secrets out of a stream as it comes. Whole lines are passed on, so that no secret is cut in two; a line of more than 64 KiB goes
/// in parts, cut where a secret does not go on. Bytes are looked at one to one (Latin-1): they need not be text.
/// </summary>
internal sealed class RedactedBytes(Redactor redactor, Action<ReadOnlySpan<byte>> next)
{
    private const int Longest = 64 << 10;
    private const int KeyLines = 200;
    private static readonly SearchValues<byte> Ends = SearchValues.Create(" \t\r\0\"'"u8);
    private readonly ArrayBufferWriter<byte> pending = new(1 << 10);
    private int keyLinesLeft;

    public void Add(ReadOnlySpan<byte> data)
    {
        var end = data.LastIndexOf((byte)'\n') + 1;
        if (end > 0)
        {
            if (pending.WrittenCount > 0)
            {
                pending.Write(data[..end]);
                Pass(pending.WrittenSpan);
                pending.ResetWrittenCount();
            }
            else
            {
                Pass(data[..end]);
            }
        }

        pending.Write(data[end..]);
        if (pending.WrittenCount > Longest)
        {
            PassPart();
        }
    }

    /// <summary>No more will come.</summary>
    public void Complete()
    {
        if (pending.WrittenCount > 0)
        {
            Pass(pending.WrittenSpan);
            pending.ResetWrittenCount();
        }
    }

    private void PassPart()
    {
        var all = pending.WrittenSpan;
        var cut = all[..^1024].LastIndexOfAny(Ends) + 1;
        cut = cut > 0 ? cut : all.Length;
        var rest = all[cut..].ToArray();
        Pass(all[..cut]);
        pending.ResetWrittenCount();
        pending.Write(rest);
    }

    private void Pass(ReadOnlySpan<byte> bytes)
    {
        var characters = ArrayPool<char>.Shared.Rent(bytes.Length);
        try
        {
            var text = characters.AsSpan(0, Encoding.Latin1.GetChars(bytes, characters));
            if (keyLinesLeft == 0 && !redactor.MayFind(text))
            {
                next(bytes);
                return;
            }

            next(Encoding.Latin1.GetBytes(WithoutKeys(redactor.Redact(text.ToString()))));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(characters);
        }
    }

    /// <summary>A private key goes over many lines, which may come one by one.</summary>
    private string WithoutKeys(string text)
    {
        if (keyLinesLeft == 0 && !text.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
        {
            return text;
        }

        var result = new StringBuilder();
        foreach (var line in text.Split('\n'))
        {
            var begins = line.Contains("-----BEGIN ", StringComparison.Ordinal) && line.Contains("PRIVATE KEY-----", StringComparison.Ordinal);
            keyLinesLeft = begins ? KeyLines : keyLinesLeft;
            result.Append(keyLinesLeft > 0 && line.Length > 0 ? Redactor.Mark : line).Append('\n');
            keyLinesLeft = line.Contains("-----END ", StringComparison.Ordinal) ? 0 : Math.Max(0, keyLinesLeft - (line.Length > 0 ? 1 : 0));
        }

        return result.ToString(0, result.Length - 1);
    }
}
