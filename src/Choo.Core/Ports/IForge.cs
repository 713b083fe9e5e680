using Choo.Core.Forge;

namespace Choo.Core.Ports;

/// <summary>
/// A repository on a forge such as GitHub, seen with one token. Expected failures are values; nothing is done twice without being asked
/// twice. Safe for many threads.
/// </summary>
public interface IForge
{
    /// <summary>The repository.</summary>
    ForgeRepository Repository { get; }

    /// <summary>Its pull requests.</summary>
    IPullRequests PullRequests { get; }

    /// <summary>Reviews and comments of pull requests.</summary>
    IReviews Reviews { get; }

    /// <summary>Checks of commits.</summary>
    IChecks Checks { get; }

    /// <summary>Branches and what they ask of pull requests.</summary>
    IForgeBranches Branches { get; }

    /// <summary>Who the token belongs to.</summary>
    Task<ForgeAnswer<ForgeUser>> WhoAmIAsync(CancellationToken cancellationToken);

    /// <summary>What the forge says of the repository.</summary>
    Task<ForgeAnswer<RepositoryFacts>> DescribeAsync(CancellationToken cancellationToken);

    /// <summary>What is left of the token's quotas; asking costs nothing.</summary>
    Task<ForgeAnswer<ForgeQuotas>> QuotasAsync(CancellationToken cancellationToken);
}
