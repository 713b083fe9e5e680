namespace Choo.FakeAgent.Behaviours;

/// <summary><c>split TEXT</c>: says something in a line that comes byte by byte, characters cut in the middle.</summary>
internal sealed class Split : Behaviour
{
    public override int? Run(Turn turn, string words)
    {
        Console.Out.Flush();
        using var output = Console.OpenStandardOutput();
        foreach (var one in System.Text.Encoding.UTF8.GetBytes($"{{\"type\":\"assistant\",\"message\":{{\"content\":[{{\"type\":\"text\",\"text\":\"{words} \U0001F682\"}}]}}}}\n"))
        {
            output.WriteByte(one);
            output.Flush();
        }

        return null;
    }
}
