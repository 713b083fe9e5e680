namespace Choo.Core.Forge;

/// <summary>Somebody on a forge. A deleted account is <c>ghost</c>.</summary>
/// <param name="Login">The account's name; that of an app ends with <c>[bot]</c>.</param>
/// <param name="IsBot">Whether it is an app's.</param>
public sealed record ForgeUser(string Login, bool IsBot);

/// <summary>What an author is to the repository.</summary>
public enum AuthorAssociation
{
    /// <summary>Nothing, or what this choo does not know.</summary>
    None,

    /// <summary>Owns it.</summary>
    Owner,

    /// <summary>Belongs to the organisation that owns it.</summary>
    Member,

    /// <summary>Was invited to it.</summary>
    Collaborator,

    /// <summary>Has committed to it.</summary>
    Contributor,

    /// <summary>Commits to it for the first time.</summary>
    FirstTimeContributor,
}
