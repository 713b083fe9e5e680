namespace Choo.Build.Tasks;

/// <summary>Where the engine's paths count from.</summary>
internal static class RepositoryRoot
{
    /// <summary>The nearest folder at or above one that is a git working tree's top; the folder itself when there is none.</summary>
    public static string Of(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            var git = Path.Combine(at.FullName, ".git");
            if (File.Exists(git) || File.Exists(Path.Combine(git, "HEAD")))
            {
                return at.FullName;
            }
        }

        return folder;
    }
}
