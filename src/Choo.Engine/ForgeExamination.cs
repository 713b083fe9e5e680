using System.Collections.Immutable;
using System.Globalization;
using Choo.Adapters.Forge;
using Choo.Core.Diagnostics;
using Choo.Core.Forge;
using Choo.Core.Ports;

namespace Choo.Engine;

/// <summary>The forge: the repository there, whose the token is, and what is left of its quotas. A run that only merges needs none of it, so nothing here is an error.</summary>
internal static class ForgeExamination
{
    private const string Name = "forge";

    public static async Task<ImmutableArray<Finding>> ExamineAsync(DoctorScope scope, CancellationToken cancellationToken)
    {
        var branch = scope.Inputs?.Target.Branch ?? scope.Config.TargetBranch ?? await scope.Repository.CurrentBranchAsync(cancellationToken).ConfigureAwait(false) ?? "HEAD";
        var opening = new ForgeOpening(scope.Repository, scope.Config.GitHub, scope.Own) { Version = scope.Request.Version };
        var (forge, token, problem) = await opening.OpenAsync(branch, cancellationToken).ConfigureAwait(false);
        if (forge is null)
        {
            return [Of(problem!)];
        }

        using (forge)
        {
            var access = await AccessAsync(forge, token!.Source, cancellationToken).ConfigureAwait(false);
            return access.Code == DiagnosticCodes.ForgeUnavailable.Id ? [access] : [access, await QuotaAsync(forge, cancellationToken).ConfigureAwait(false)];
        }
    }

    private static async Task<Finding> AccessAsync(IForge forge, string source, CancellationToken cancellationToken)
    {
        var user = await forge.WhoAmIAsync(cancellationToken).ConfigureAwait(false);
        if (user is not ForgeAnswer<ForgeUser>.Ok { Value: var owner })
        {
            return Of(ForgeDiagnostics.Of(user.Problem!, forge.Repository));
        }

        var facts = await forge.DescribeAsync(cancellationToken).ConfigureAwait(false);
        return facts is ForgeAnswer<RepositoryFacts>.Ok { Value: var found }
            ? new Finding(
                Name, found.CanPush ? FindingState.Ok : FindingState.Warning, $"{forge.Repository} as {owner.Login} (the token of {source}){(found.CanPush ? "" : ", who may not push")}",
                found.CanPush ? null : "give the token's owner the role Write, or the token the permission contents=write")
            : Of(ForgeDiagnostics.Of(facts.Problem!, forge.Repository));
    }

    private static async Task<Finding> QuotaAsync(IForge forge, CancellationToken cancellationToken)
    {
        var quotas = await forge.QuotasAsync(cancellationToken).ConfigureAwait(false);
        return quotas is ForgeAnswer<ForgeQuotas>.Ok { Value: { Rest: var rest, Graph: var graph } }
            ? new Finding("quota", FindingState.Ok, string.Create(
                CultureInfo.InvariantCulture,
                $"{rest.Remaining} of {rest.Limit} requests until {rest.ResetsAt.UtcDateTime:HH:mm} UTC, {graph.Remaining} of {graph.Limit} GraphQL points until {graph.ResetsAt.UtcDateTime:HH:mm} UTC"))
            : Of(ForgeDiagnostics.Of(quotas.Problem!, forge.Repository)) with { Name = "quota" };
    }

    private static Finding Of(Diagnostic problem) => Finding.Of(problem) with { Name = Name, State = FindingState.Warning };
}
