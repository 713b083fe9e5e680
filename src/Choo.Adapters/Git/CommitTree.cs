using Choo.Core.Ports;

namespace Choo.Adapters.Git;

/// <summary>Makes commits without touching an index or a ref.</summary>
public static class CommitTree
{
    /// <summary>The new commit's id.</summary>
    public static Task<string> MakeAsync(GitCall git, NewCommit commit, CancellationToken cancellationToken)
    {
        var arguments = new List<string> { "commit-tree", commit.Tree, "-F", "-" };
        foreach (var parent in commit.Parents)
        {
            arguments.Add("-p");
            arguments.Add(parent);
        }

        return git.RunAsync(commit.Message, cancellationToken, [.. arguments]);
    }
}
