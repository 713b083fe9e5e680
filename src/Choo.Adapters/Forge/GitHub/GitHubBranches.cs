using System.Collections.Immutable;
using Choo.Adapters.Forge.GitHub.Wire;
using Choo.Core.Forge;
using Choo.Core.Ports;

namespace Choo.Adapters.Forge.GitHub;

/// <summary>Branches on GitHub.</summary>
internal sealed class GitHubBranches(GitHubCalls calls) : IForgeBranches
{
    private const int MostRules = 1000;

    // Only administrators may read protection; what the token may do does not change while choo works.
    private volatile bool mayNotReadProtection;

    public async Task<ForgeAnswer<BranchRules>> RulesAsync(string branch, CancellationToken cancellationToken)
    {
        var rules = await calls.GetAllAsync<RuleData[], RuleData>($"{calls.Path($"/rules/branches/{branch}")}?per_page=100", page => page, MostRules, cancellationToken).ConfigureAwait(false);
        if (rules.Problem is ForgeFailure.Forbidden)
        {
            // A private repository of a plan without rules: https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/about-rulesets
            return Incomplete([]);
        }

        if (rules is not ForgeAnswer<ImmutableArray<RuleData>>.Ok found)
        {
            return new ForgeAnswer<BranchRules>.Failed(rules.Problem!);
        }

        if (mayNotReadProtection)
        {
            return Incomplete(found.Value);
        }

        var protection = await calls.GetAsync<ProtectionData>(calls.Path($"/branches/{branch}/protection/required_status_checks"), cancellationToken).ConfigureAwait(false);
        mayNotReadProtection = protection.Problem is ForgeFailure.Forbidden;
        return protection switch
        {
            ForgeAnswer<ProtectionData>.Ok { Value: var data } => new ForgeAnswer<BranchRules>.Ok(RulesReading.Of(found.Value, data)),
            { Problem: ForgeFailure.NotFound } => new ForgeAnswer<BranchRules>.Ok(RulesReading.Of(found.Value, null)),
            { Problem: ForgeFailure.Forbidden } => Incomplete(found.Value),
            _ => new ForgeAnswer<BranchRules>.Failed(protection.Problem!),
        };
    }

    public async Task<ForgeAnswer<string?>> TipAsync(string branch, CancellationToken cancellationToken)
    {
        var tip = await calls.GetAsync<RefData>($"{calls.Path($"/git/ref/heads")}/{Segments(branch)}", cancellationToken).ConfigureAwait(false);
        return tip.Problem is ForgeFailure.NotFound ? new ForgeAnswer<string?>.Ok(null) : tip.Select(data => data.Object?.Sha);
    }

    public async Task<ForgeFailure?> DeleteAsync(string branch, string commit, CancellationToken cancellationToken)
    {
        var tip = await TipAsync(branch, cancellationToken).ConfigureAwait(false);
        if (tip is not ForgeAnswer<string?>.Ok { Value: var at })
        {
            return tip.Problem;
        }

        if (at is null)
        {
            return null;
        }

        if (at != commit)
        {
            return new ForgeFailure.StaleHead($"{branch} is at {at}, not at {commit}");
        }

        // Somebody else may have deleted it since: GitHub itself does so after a merge where it is told to.
        var failure = await calls.DeleteAsync($"{calls.Path($"/git/refs/heads")}/{Segments(branch)}", cancellationToken).ConfigureAwait(false);
        return failure is ForgeFailure.NotFound or ForgeFailure.Invalid ? await StillThereAsync(branch, failure, cancellationToken).ConfigureAwait(false) : failure;
    }

    private async Task<ForgeFailure?> StillThereAsync(string branch, ForgeFailure failure, CancellationToken cancellationToken) =>
        await TipAsync(branch, cancellationToken).ConfigureAwait(false) is ForgeAnswer<string?>.Ok { Value: null } ? null : failure;

    private static ForgeAnswer<BranchRules> Incomplete(ImmutableArray<RuleData> rules) => new ForgeAnswer<BranchRules>.Ok(RulesReading.Of(rules, null) with { IsComplete = false });

    // The slashes of a branch's name stay: git's own name of the ref has them.
    private static string Segments(string branch) => string.Join('/', branch.Split('/').Select(Uri.EscapeDataString));
}
