namespace Choo.Testing.GitHub;

/// <summary>How a stand-in starts.</summary>
public sealed record StandInOptions
{
    /// <summary>The clock behind every time it tells, its quotas and its slow answers.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Who owns the one repository that it has.</summary>
    public string Owner { get; init; } = "octo";

    /// <summary>That repository's name.</summary>
    public string Name { get; init; } = "hello";

    public string DefaultBranch { get; init; } = "main";

    /// <summary>Whether the default branch starts with a commit; else it waits for the first push.</summary>
    public bool FirstCommit { get; init; } = true;

    /// <summary>The account that <see cref="Token"/> belongs to; it may write.</summary>
    public string Login { get; init; } = "choo-bot";

    public string Token { get; init; } = "github_pat_11STANDIN0_0123456789abcdefghijklmnopqrstuvwxyz";

    /// <summary>How many reads after each change of head or base say that it is not known whether a pull request can be merged.</summary>
    public int UnknownReads { get; init; } = 1;

    /// <summary>Calls an hour of REST, and points an hour of GraphQL, for each token.</summary>
    public int HourlyQuota { get; init; } = 5000;
}
