using System.Collections.Immutable;
using Choo.Adapters.Forge.GitHub.Wire;
using Choo.Core.Forge;

namespace Choo.Adapters.Forge.GitHub;

/// <summary>Changes a pull request, part by part: GitHub has a request of its own for each.</summary>
internal sealed class PullRequestUpdate(GitHubCalls calls, PullRequestKey key, PullRequestChange change)
{
    private const int MostMilestones = 1000;

    public async Task<ForgeFailure?> ApplyAsync(CancellationToken cancellationToken)
    {
        ImmutableArray<Func<CancellationToken, Task<ForgeFailure?>>> parts = [FieldsAsync, LabelsAsync, ReviewersAsync, MilestoneAsync, DraftAsync];
        foreach (var part in parts)
        {
            if (await part(cancellationToken).ConfigureAwait(false) is { } failure)
            {
                return failure;
            }
        }

        return null;
    }

    private async Task<ForgeFailure?> FieldsAsync(CancellationToken cancellationToken)
    {
        var state = change.IsOpen switch { true => "open", false => "closed", null => null };
        var patch = new PullPatch(change.Title, change.Body, change.Base, state);
        return patch == new PullPatch(null, null, null, null)
            ? null
            : (await calls.PatchAsync<PullPatch, PullData>(calls.Path($"/pulls/{key.Number}"), patch, cancellationToken).ConfigureAwait(false)).Problem;
    }

    private async Task<ForgeFailure?> LabelsAsync(CancellationToken cancellationToken) => change.AddLabels.IsEmpty
        ? null
        : (await calls.PostAsync<LabelsData, LabelData[]>(calls.Path($"/issues/{key.Number}/labels"), new LabelsData(change.AddLabels), CallKind.Repeatable, cancellationToken).ConfigureAwait(false)).Problem;

    private async Task<ForgeFailure?> ReviewersAsync(CancellationToken cancellationToken)
    {
        if (change.AddReviewers.IsEmpty)
        {
            return null;
        }

        var teams = change.AddReviewers.Where(each => each.Contains('/')).Select(each => each[(each.IndexOf('/') + 1)..]);
        var body = new ReviewersData([.. change.AddReviewers.Where(each => !each.Contains('/'))], [.. teams]);
        return (await calls.PostAsync<ReviewersData, PullData>(calls.Path($"/pulls/{key.Number}/requested_reviewers"), body, CallKind.Repeatable, cancellationToken).ConfigureAwait(false)).Problem;
    }

    private async Task<ForgeFailure?> MilestoneAsync(CancellationToken cancellationToken)
    {
        if (change.Milestone is not { } title)
        {
            return null;
        }

        var milestones = await calls.GetAllAsync<MilestoneData[], MilestoneData>($"{calls.Path($"/milestones")}?state=open&per_page=100", page => page, MostMilestones, cancellationToken).ConfigureAwait(false);
        if (milestones is not ForgeAnswer<ImmutableArray<MilestoneData>>.Ok all)
        {
            return milestones.Problem;
        }

        return all.Value.FirstOrDefault(each => each.Title == title) is { } found
            ? (await calls.PatchAsync<MilestonePatch, IssueData>(calls.Path($"/issues/{key.Number}"), new MilestonePatch(found.Number), cancellationToken).ConfigureAwait(false)).Problem
            : new ForgeFailure.NotFound($"the open milestone {title}");
    }

    private async Task<ForgeFailure?> DraftAsync(CancellationToken cancellationToken)
    {
        const string toDraft = "mutation($id: ID!) { convertPullRequestToDraft(input: {pullRequestId: $id}) { clientMutationId } }";
        const string toReady = "mutation($id: ID!) { markPullRequestReadyForReview(input: {pullRequestId: $id}) { clientMutationId } }";
        return change.IsDraft is not { } draft
            ? null
            : (await calls.GraphAsync<MutationData>(draft ? toDraft : toReady, new GraphVariables { Id = key.Node }, CallKind.Repeatable, cancellationToken).ConfigureAwait(false)).Problem;
    }
}
