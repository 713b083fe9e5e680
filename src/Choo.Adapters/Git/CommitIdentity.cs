namespace Choo.Adapters.Git;

/// <summary>
/// Who choo's commits are by: the person, as variables (GIT_AUTHOR_*, GIT_COMMITTER_*, EMAIL) or settings (author.*, committer.*, user.*) name
/// them, in git's own order. What is given for one of author and committer counts for the other where that has nothing; what nobody gives is choo's.
/// </summary>
internal static class CommitIdentity
{
    /// <summary>The environment with whatever is missing of the identity filled in.</summary>
    public static Dictionary<string, string> Of(IReadOnlyDictionary<string, string> environment, IReadOnlyDictionary<string, string> settings)
    {
        var result = new Dictionary<string, string>(environment);
        Fill(result, settings, "NAME", settings.GetValueOrDefault("user.name"), "choo");
        Fill(result, settings, "EMAIL", settings.GetValueOrDefault("user.email") is { Length: > 0 } address ? address : environment.GetValueOrDefault("EMAIL"), "choo@localhost");
        return result;
    }

    private static void Fill(Dictionary<string, string> environment, IReadOnlyDictionary<string, string> settings, string part, string? persons, string choos)
    {
        string? Given(string role) => environment.GetValueOrDefault($"GIT_{role}_{part}") is { Length: > 0 } variable ? variable
            : settings.GetValueOrDefault($"{role}.{part}".ToLowerInvariant()) is { Length: > 0 } setting ? setting
            : persons is { Length: > 0 } ? persons
            : null;
        var (author, committer) = (Given("AUTHOR"), Given("COMMITTER"));
        environment[$"GIT_AUTHOR_{part}"] = author ?? committer ?? choos;
        environment[$"GIT_COMMITTER_{part}"] = committer ?? author ?? choos;
    }
}
