using Choo.FakeAgent.Behaviours;

namespace Choo.FakeAgent;

/// <summary>One turn of the fake agent: reads the prompt, plays the lines meant for it, and says how it ended.</summary>
internal static class Play
{
    public static int Run(string[] args)
    {
        if (args.Contains("--version"))
        {
            Console.WriteLine("0.0.0 (fake agent)");
            return 0;
        }

        var turn = Turn.Begin(args, Console.In.ReadToEnd());
        turn.Voice.Begin();
        foreach (var line in Script.LinesFor(turn))
        {
            if (Catalogue.Run(turn, line) is { } exit)
            {
                return turn.End(exit);
            }
        }

        turn.Voice.Finish(turn.Report);
        return turn.End(0);
    }
}
