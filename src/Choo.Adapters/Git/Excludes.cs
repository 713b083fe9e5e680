using System.Text;
using Choo.Adapters.Files;

namespace Choo.Adapters.Git;

/// <summary>
/// The ignore patterns of choo's own commits: the person's, and .NET build outputs that are certainly none of the work, so that a
/// repository without a .gitignore does not get bin and obj landed (docs/decisions/0006-build-outputs.md).
/// </summary>
public static class Excludes
{
    private const string BuildOutputs = """
        # .NET build outputs
        **/[Bb]in/Debug/
        **/[Bb]in/Release/
        **/[Oo]bj/Debug/
        **/[Oo]bj/Release/
        **/[Oo]bj/project.assets.json
        **/[Oo]bj/project.nuget.cache
        **/[Oo]bj/*.nuget.dgspec.json
        **/[Oo]bj/*.nuget.g.props
        **/[Oo]bj/*.nuget.g.targets
        TestResults/

        """;

    /// <summary>
    /// Writes the file, from the person's own global patterns and ours, and returns its path. A run that goes on keeps what is there: the
    /// patterns of what setup commands left in worktrees that are still in use.
    /// </summary>
    public static string Write(Repository repository, bool goesOn = false)
    {
        var own = repository.ExcludesFile is { } configured ? Path.GetFullPath(configured, repository.Root) : DefaultFile();
        var text = new StringBuilder();
        if (own is not null && PlainFile.Text(Followed(own)) is { } patterns)
        {
            text.Append(patterns).Append('\n');
        }

        var path = Path.Combine(repository.ChooDir, "excludes");
        text.Append(BuildOutputs);
        if (goesOn && PlainFile.Text(path, PlainFile.Large) is { } before)
        {
            var known = text.ToString().Split('\n').ToHashSet(StringComparer.Ordinal);
            text.AppendJoin('\n', before.Split('\n').Where(known.Add).Append(""));
        }

        OwnFile.Write(path, text.ToString());
        return path;
    }

    /// <summary>A person's own settings may be links into a folder of theirs.</summary>
    private static string Followed(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return path;
        }
    }

    /// <summary>A pattern that matches just this path.</summary>
    public static string Pattern(string path) =>
        "/" + string.Concat(path.Select(c => c is '*' or '?' or '[' or '\\' or ' ' ? $"\\{c}" : $"{c}"));

    private static string? DefaultFile()
    {
        var configHome = Environment.GetEnvironmentVariable("XDG_CONFIG_HOME");
        var home = Environment.GetEnvironmentVariable("HOME");
        return !string.IsNullOrEmpty(configHome) ? Path.Combine(configHome, "git", "ignore")
            : !string.IsNullOrEmpty(home) ? Path.Combine(home, ".config", "git", "ignore")
            : null;
    }
}
