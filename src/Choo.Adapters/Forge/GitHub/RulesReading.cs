using System.Collections.Immutable;
using Choo.Adapters.Forge.GitHub.Wire;
using Choo.Core.Forge;

namespace Choo.Adapters.Forge.GitHub;

/// <summary>Rulesets and branch protection as what they ask together: all of it counts.</summary>
internal static class RulesReading
{
    public static BranchRules Of(ImmutableArray<RuleData> rules, ProtectionData? protection)
    {
        var checks = Parameters(rules, "required_status_checks");
        var reviews = Parameters(rules, "pull_request");
        var required = checks.SelectMany(each => each.RequiredStatusChecks ?? []).Select(each => Check(each.Context, each.IntegrationId)).Concat(Protected(protection));
        return new BranchRules
        {
            RequiredChecks = [.. required.OfType<RequiredCheck>().Distinct()],
            MustBeUpToDate = checks.Any(each => each.StrictRequiredStatusChecksPolicy) || protection?.Strict == true,
            Approvals = reviews.Select(each => each.RequiredApprovingReviewCount).DefaultIfEmpty(0).Max(),
            MustResolveThreads = reviews.Any(each => each.RequiredReviewThreadResolution),
            HasMergeQueue = rules.Any(each => each.Type == "merge_queue"),
            MergeMethods = reviews.Where(each => each.AllowedMergeMethods is not null).Select(each => (ImmutableArray<MergeMethod>?)Words.Methods(each.AllowedMergeMethods!))
                .Aggregate((ImmutableArray<MergeMethod>?)null, (both, next) => both is { } before ? [.. before.Intersect(next!.Value)] : next),
        };
    }

    private static RuleParametersData[] Parameters(ImmutableArray<RuleData> rules, string type) => [.. rules.Where(each => each.Type == type).Select(each => each.Parameters).OfType<RuleParametersData>()];

    // Contexts are the older form of the same list.
    private static IEnumerable<RequiredCheck?> Protected(ProtectionData? protection) => protection?.Checks is { Count: > 0 } checks
        ? checks.Select(each => Check(each.Context, each.AppId is > 0 ? each.AppId : null))
        : (protection?.Contexts ?? []).Select(each => Check(each, null));

    private static RequiredCheck? Check(string? name, long? app) => name is { Length: > 0 } ? new RequiredCheck(name, app) : null;
}
