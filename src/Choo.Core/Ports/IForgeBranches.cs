using Choo.Core.Forge;

namespace Choo.Core.Ports;

/// <summary>Branches of a repository on a forge.</summary>
public interface IForgeBranches
{
    /// <summary>What a branch asks of pull requests.</summary>
    Task<ForgeAnswer<BranchRules>> RulesAsync(string branch, CancellationToken cancellationToken);

    /// <summary>The commit that a branch is at; null when there is no such branch.</summary>
    Task<ForgeAnswer<string?>> TipAsync(string branch, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes a branch that is at a commit; null when it is gone. <see cref="ForgeFailure.StaleHead"/> when it is at another. The forge is asked
    /// first: a push between question and deletion is not noticed.
    /// </summary>
    Task<ForgeFailure?> DeleteAsync(string branch, string commit, CancellationToken cancellationToken);
}
