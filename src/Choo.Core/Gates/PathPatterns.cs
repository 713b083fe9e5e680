using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

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

    private readonly Regex[] patterns;

    /// <param name="globs">The globs; empty ones match nothing.</param>
    public PathPatterns(IEnumerable<string> globs) =>
        patterns = [.. globs.Where(glob => glob.Trim('/', ' ').Length > 0).Select(glob => new Regex(Translate(glob.Trim()), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking))];

    /// <summary>Whether one of them matches a path with forward slashes.</summary>
    public bool Match(string path) => patterns.Any(pattern => pattern.IsMatch(path));

    private static string Translate(string glob)
    {
        var slashed = glob.Replace('\\', '/');
        var rest = (slashed.StartsWith("./", StringComparison.Ordinal) ? slashed[1..] : slashed).TrimEnd('/');
        var text = new StringBuilder(rest.Contains('/', StringComparison.Ordinal) ? "^" : "^(?:.*/)?");
        rest = rest.TrimStart('/');
        for (var i = 0; i < rest.Length; i++)
        {
            var stars = rest.AsSpan(i).StartsWith("**");
            if (stars && i + 2 < rest.Length && rest[i + 2] == '/')
            {
                text.Append("(?:.*/)?");
                i += 2;
            }
            else if (stars)
            {
                text.Append(".*");
                i++;
            }
            else
            {
                text.Append(rest[i] switch { '*' => "[^/]*", '?' => "[^/]", var c => Regex.Escape($"{c}") });
            }
        }

        return text.Append("(?:/.*)?$").ToString();
    }
}
