namespace Choo.Core.LocalCi;

/// <summary>A ref and what it points to, as a hook of git is told.</summary>
public static class PushedRef
{
    private const string Branches = "refs/heads/";

    /// <summary>Whether a ref was deleted: git gives zeros for the commit (https://git-scm.com/docs/githooks#post-receive).</summary>
    public static bool IsDeletion(string commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        return commit.Length is 40 or 64 && commit.All(digit => digit == '0');
    }

    /// <summary>The full name of a ref that a person may have given as the short name of a branch.</summary>
    public static string FullName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.StartsWith("refs/", StringComparison.Ordinal) ? name : Branches + name;
    }
}
