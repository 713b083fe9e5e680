namespace Choo.Testing.GitHub.State;

/// <summary>The repository's settings; a test changes them as it likes.</summary>
public sealed class RepositorySettings
{
    internal RepositorySettings(StandInOptions options) => (Owner, Name, DefaultBranch) = (options.Owner, options.Name, options.DefaultBranch);

    public string Owner { get; }

    public string Name { get; }

    public string FullName => $"{Owner}/{Name}";

    public string DefaultBranch { get; set; }

    public bool IsPrivate { get; set; }

    public bool AllowMerge { get; set; } = true;

    public bool AllowSquash { get; set; } = true;

    public bool AllowRebase { get; set; } = true;

    /// <summary>Whether a merged head branch is deleted by GitHub itself.</summary>
    public bool DeleteBranchOnMerge { get; set; }

    internal bool Allows(string method) => method switch { "merge" => AllowMerge, "squash" => AllowSquash, _ => AllowRebase };
}
