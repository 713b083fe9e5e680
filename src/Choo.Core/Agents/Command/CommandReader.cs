using System.Text;
using Choo.Core.Agents.Claude;

namespace Choo.Core.Agents.Command;

/// <summary>Any other program: its exit code is its word. A last <c>result</c> line in claude's form is taken for its usage alone.</summary>
internal sealed class CommandReader : AgentReader
{
    private const int LongestLastLine = 8_000;
    private readonly byte[] last = new byte[LongestLastLine];
    private readonly OutputTail tail = new();
    private int lastLength;

    private protected override void Read(ReadOnlySpan<byte> line, Action<AgentEvent> observe)
    {
        if (line.StartsWith("{\"type\":\"result\""u8) || line.StartsWith("{\"type\": \"result\""u8))
        {
            ReadResult(line, observe);
        }
        else
        {
            // Only kept, not reported: a build behind a command prints thousands of lines.
            tail.Add(line);
            if (line[0] != (byte)'{')
            {
                lastLength = Math.Min(line.Length, LongestLastLine);
                line[..lastLength].CopyTo(last);
            }
        }
    }

    private void ReadResult(ReadOnlySpan<byte> line, Action<AgentEvent> observe)
    {
        using var document = Parse(line);
        if (document?.RootElement.Child("usage") is { } usage)
        {
            Usage = ClaudeReader.UsageOf(usage, document.RootElement.Money("total_cost_usd"));
            Turns = (int?)document.RootElement.Number("num_turns");
            observe(new AgentEvent.Used(Usage));
        }
    }

    private protected override AgentConclusion Conclude(AgentEnd end)
    {
        LastWords = Encoding.UTF8.GetString(last, 0, lastLength);
        Answer = tail.ToString();
        if (Interrupted(end) is { } interrupted)
        {
            return interrupted;
        }

        if (end.ExitCode == 0)
        {
            return AgentConclusion.Finished;
        }

        var said = Words.LastLine(end.ErrorTail);
        var because = said.Length == 0 ? "" : $": {said}";
        return new AgentConclusion(AgentVerdict.Failed, Words.Line($"exit code {end.ExitCode}{because}", 300));
    }
}
