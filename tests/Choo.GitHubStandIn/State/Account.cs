namespace Choo.Testing.GitHub.State;

/// <summary>A user or a bot.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Login">Its name.</param>
/// <param name="Association">What it is to the repository, in GitHub's words: OWNER, MEMBER, COLLABORATOR, CONTRIBUTOR, FIRST_TIME_CONTRIBUTOR, NONE.</param>
/// <param name="Role">What it may do there: admin, write, read or none.</param>
/// <param name="IsBot">Whether it is an app's account.</param>
public sealed record Account(long Id, string Login, string Association, string Role, bool IsBot = false)
{
    /// <summary>Only reviews of those who may write count for rules.</summary>
    public bool MayWrite => Role is "write" or "admin";

    /// <summary>Only these can be asked for a review.</summary>
    public bool IsCollaborator => Association is "OWNER" or "MEMBER" or "COLLABORATOR";

    /// <summary>Whether it is the same account, whatever became of its association since.</summary>
    public bool Equals(Account? other) => other?.Id == Id;

    public override int GetHashCode() => Id.GetHashCode();
}
