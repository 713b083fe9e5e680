using System.Text;

namespace Choo.Views.Logs;

/// <summary>Lines out of pieces of a text that end anywhere.</summary>
internal sealed class WholeLines
{
    private readonly StringBuilder rest = new();

    /// <summary>The lines that a piece completes, without their ends.</summary>
    public IEnumerable<string> Add(string piece)
    {
        var begin = 0;
        for (var end = piece.IndexOf('\n'); end >= 0; end = piece.IndexOf('\n', begin))
        {
            rest.Append(piece, begin, end - begin);
            yield return Finish();
            begin = end + 1;
        }

        rest.Append(piece, begin, piece.Length - begin);
    }

    /// <summary>What has no end yet.</summary>
    public string Finish()
    {
        var line = rest.ToString();
        rest.Clear();
        return line;
    }
}
