namespace Choo.FakeAgent.Behaviours;

/// <summary><c>flood MEGABYTES</c>: prints that much, in lines of a kilobyte that mean nothing.</summary>
internal sealed class Flood : Behaviour
{
    public override int? Run(Turn turn, string words)
    {
        var line = new string('x', 1023) + "\n";
        for (var left = Turn.Number(words, 1) * 1024; left > 0; left--)
        {
            Console.Out.Write(line);
        }

        return null;
    }
}
