namespace Choo.Adapters.Git;

/// <summary>What git leaves in a file that it could not merge.</summary>
public static class ConflictMarkers
{
    /// <summary>Whether a line begins with an opening or a closing marker.</summary>
    public static bool AreIn(string text)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.StartsWith("<<<<<<< ") || line.StartsWith(">>>>>>> "))
            {
                return true;
            }
        }

        return false;
    }
}
