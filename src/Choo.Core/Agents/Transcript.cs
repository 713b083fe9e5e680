using System.Text;

namespace Choo.Core.Agents;

/// <summary>
/// An agent's log as a person reads it, line by line: what the agent said, the tools it used and their results in short, its cost and
/// time. Lines that are no dialect's go through, unknown JSON in short; none is lost. Every line is bounded; control characters are the
/// printer's matter.
/// </summary>
public sealed class Transcript
{
    /// <summary>The longest line that comes out, in characters.</summary>
    public const int LongestLine = 500;

    private readonly AgentTranscript[] formats = [.. AgentDialect.Known.Select(each => each.NewTranscript()).OfType<AgentTranscript>()];

    /// <summary>The readable lines for one line of the log: none when it has nothing for a person.</summary>
    /// <param name="line">The line without its end.</param>
    public IReadOnlyList<string> Lines(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var text = line.Trim(' ', '\t', '\r');
        if (text.Length == 0 || text[0] != '{')
        {
            return [.. TranscriptText.Whole(line.TrimEnd('\r'))];
        }

        using var document = AgentJson.Parse(Encoding.UTF8.GetBytes(text));
        return document is null
            ? [TranscriptText.Cut(text)]
            : formats.Select(format => format.Lines(document.RootElement)).FirstOrDefault(lines => lines is not null) ?? [TranscriptText.Cut(text)];
    }
}
