namespace Choo.Tool.Cli;

/// <summary>A command line with the command's word taken out of it.</summary>
/// <param name="Command">The word, null when there is none.</param>
/// <param name="Rest">All the other words in order.</param>
/// <param name="WantsHelp">Whether help is asked for.</param>
internal sealed record CommandLine(string? Command, string[] Rest, bool WantsHelp)
{
    /// <summary>Finds the command: the first word that is no option. Options of every command may stand before it.</summary>
    public static CommandLine Split(string[] args)
    {
        var at = 0;
        while (at < args.Length && args[at].StartsWith('-'))
        {
            at += args[at] is "-C" or "--directory" ? 2 : 1;
        }

        if (at >= args.Length)
        {
            return new CommandLine(null, args, args.Length == 0 || AsksForHelp(args));
        }

        string[] rest = [.. args[..at], .. args[(at + 1)..]];
        return args[at] == "help"
            ? new CommandLine(args[(at + 1)..].FirstOrDefault(word => !word.StartsWith('-')), [], true)
            : new CommandLine(args[at], rest, AsksForHelp(rest));
    }

    private static bool AsksForHelp(string[] words)
    {
        foreach (var word in words)
        {
            switch (word)
            {
                case "--":
                    return false;
                case "-h" or "--help" or "-?":
                    return true;
            }
        }

        return false;
    }
}
