namespace Choo.FakeAgent.Behaviours;

/// <summary>Something the fake agent does for a line of its script. To add one: a class here and its name in the catalogue.</summary>
internal abstract class Behaviour
{
    /// <summary>Does it; an exit code ends the turn at once, null goes on with the next line.</summary>
    /// <param name="turn">The turn it belongs to.</param>
    /// <param name="words">What follows the name in the line.</param>
    public abstract int? Run(Turn turn, string words);

    /// <summary>The first word and the rest, in which <c>\n</c> stands for a line end.</summary>
    protected static (string First, string Text) Split(string words)
    {
        var at = words.IndexOf(' ', StringComparison.Ordinal);
        return at < 0 ? (words, "") : (words[..at], words[(at + 1)..].Replace("\\n", "\n", StringComparison.Ordinal));
    }

    protected static int WaitForever()
    {
        Thread.Sleep(Timeout.Infinite);
        return 0;
    }
}
