namespace Choo.Tool.Cli;

/// <summary>Whether to colour, by the conventions of no-color.org and force-color.org.</summary>
internal static class ColorChoice
{
    /// <summary>NO_COLOR forbids, FORCE_COLOR asks, else a terminal that is not dumb gets colours.</summary>
    public static bool Wanted(Func<string, string?> environment, bool terminal)
    {
        if (environment("NO_COLOR") is { Length: > 0 })
        {
            return false;
        }

        return environment("FORCE_COLOR") is { Length: > 0 } forced ? forced != "0" : terminal && environment("TERM") != "dumb";
    }
}
