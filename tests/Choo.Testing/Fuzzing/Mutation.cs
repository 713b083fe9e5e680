using System.Text;

namespace Choo.Testing.Fuzzing;

/// <summary>Turns a real input into one that nobody expects; everything it does comes from the seed.</summary>
public sealed class Mutation(int seed, IReadOnlyList<byte[]> corpus)
{
    private static readonly byte[][] Tokens =
    [
        .. new[]
        {
            "---\n", "\n", "\r\n", "\r", "\t", " ", ":", ": ", "- ", "[", "]", "{", "}", "[[[[[[[[", "{{{{{{{{", "\"", "'", "\\", "\\u", "\\ud800", "#", "&a ", "*a ", "<<: ", "!!binary ", "|", ">", "? ", "%", "@", "`", "~",
            "null", "true", "-1", "0", "1e999", "99999999999999999999", "0x7fffffff", "1.5", "..", "../..", "/", "\0", "\uFEFF", "\u2028", "\u202E", "\U0001F682", "status: pending", "task: ", "unit: ", "depends_on: ", "backpressure: ", "\"type\":", "\"data\":{}", "\"seq\":",
            "--", "-p", "--output", "=", "--parallelism=", "--unit", "-C", "$(", "%s",
        }.Select(Encoding.UTF8.GetBytes),
        [0xff], [0xc3], [0xe2, 0x28, 0xa1], [0xf0, 0x9f], [0x80], [0xed, 0xa0, 0x80],
    ];

    private readonly Random chance = new(seed);

    /// <summary>An input of the corpus after one to eight changes.</summary>
    public byte[] Next()
    {
        var input = corpus[chance.Next(corpus.Count)].ToList();
        for (var changes = chance.Next(1, 9); changes > 0; changes--)
        {
            Change(input);
        }

        return [.. input];
    }

    private void Change(List<byte> input)
    {
        var at = chance.Next(input.Count + 1);
        var length = Math.Min(chance.Next(1, chance.Next(4) == 0 ? 400 : 12), input.Count - at);
        switch (chance.Next(9))
        {
            case 0 when at < input.Count:
                input[at] ^= (byte)(1 << chance.Next(8));
                break;
            case 1:
                input.RemoveRange(at, length);
                break;
            case 2:
                input.InsertRange(at, input.GetRange(at, length));
                break;
            case 3:
                input.RemoveRange(at, input.Count - at);
                break;
            case 4:
                var other = corpus[chance.Next(corpus.Count)];
                var from = chance.Next(other.Length + 1);
                input.InsertRange(at, other.AsSpan(from, Math.Min(chance.Next(200), other.Length - from)).ToArray());
                break;
            case 5:
                var token = Tokens[chance.Next(Tokens.Length)];
                input.InsertRange(at, Enumerable.Repeat(token, chance.Next(20) == 0 ? chance.Next(1, 2000) : 1).SelectMany(bytes => bytes));
                break;
            case 6:
                ReplaceWord(input, at);
                break;
            case 7:
                SwapLines(input);
                break;
            default:
                var some = Tokens[chance.Next(Tokens.Length)];
                input.InsertRange(at, some);
                break;
        }
    }

    private void ReplaceWord(List<byte> input, int at)
    {
        var end = at;
        while (end < input.Count && char.IsAsciiLetterOrDigit((char)input[end]))
        {
            end++;
        }

        input.RemoveRange(at, end - at);
        input.InsertRange(at, Tokens[chance.Next(Tokens.Length)]);
    }

    private void SwapLines(List<byte> input)
    {
        var lines = Encoding.Latin1.GetString([.. input]).Split('\n');
        var (one, two) = (chance.Next(lines.Length), chance.Next(lines.Length));
        (lines[one], lines[two]) = (lines[two], lines[one]);
        input.Clear();
        input.AddRange(Encoding.Latin1.GetBytes(string.Join('\n', lines)));
    }
}
