using System.Collections.Immutable;
using System.IO.Enumeration;

namespace Choo.Core.Gates;

/// <summary>
/// Globs over repository-relative paths, read as .gitignore reads them: without a slash a name at any depth, else from the root; a
/// folder means all in it; <c>**</c> any number of folders. Letter case does not matter, since some file systems know none.
/// </summary>
public sealed class PathPatterns
{
    /// <summary>Where build servers keep what they run: nobody's task unless the configuration says otherwise.</summary>
    public static readonly ImmutableArray<string> ContinuousIntegration =
    [
        ".github/workflows/", ".github/actions/", ".gitlab-ci.yml", "/.gitlab/ci/", "azure-pipelines*.yml", "/.azure-pipelines/", "/.circleci/",
        "/.buildkite/", "/.teamcity/", "Jenkinsfile", ".travis.yml", ".drone.yml", "appveyor.yml", ".appveyor.yml", "bitbucket-pipelines.yml", "/.ci/",
    ];

    private const string AnyFolders = "**";

    private readonly ImmutableArray<string[]> patterns;

    /// <param name="globs">The globs; empty ones match nothing.</param>
    public PathPatterns(IEnumerable<string> globs) => patterns = [.. globs.Select(Parse).Where(parts => parts.Length > 0)];

    /// <summary>Whether one of them matches a path with forward slashes.</summary>
    public bool Match(string path)
    {
        var parts = path.Split('/');
        return patterns.Any(pattern => Matches(pattern, parts));
    }

    /// <summary>The glob by folders, from the root.</summary>
    private static string[] Parse(string glob)
    {
        var slashed = glob.Trim().Replace('\\', '/');
        var rest = (slashed.StartsWith("./", StringComparison.Ordinal) ? slashed[1..] : slashed).TrimEnd('/');
        var parts = rest.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length > 0 && !rest.Contains('/', StringComparison.Ordinal) ? [AnyFolders, .. parts] : parts;
    }

    private static bool Matches(ReadOnlySpan<string> glob, ReadOnlySpan<string> path)
    {
        if (glob.IsEmpty)
        {
            return true;
        }

        if (path.IsEmpty)
        {
            return false;
        }

        if (glob[0] == AnyFolders)
        {
            return glob.Length == 1 || Matches(glob[1..], path) || Matches(glob, path[1..]);
        }

        return FileSystemName.MatchesSimpleExpression(glob[0], path[0], ignoreCase: true) && Matches(glob[1..], path[1..]);
    }
}
