using System.Collections.Immutable;
using Choo.Adapters.Forge.GitHub.Wire;
using Choo.Core.Forge;
using Choo.Core.Ports;

namespace Choo.Adapters.Forge.GitHub;

/// <summary>Checks on GitHub.</summary>
internal sealed class GitHubChecks(GitHubCalls calls) : IChecks
{
    // GitHub itself lists no more of a commit.
    private const int MostChecks = 1000;
    private const int MostAnnotations = 500;

    public async Task<ForgeAnswer<CommitChecks>> OfAsync(string commit, CancellationToken cancellationToken)
    {
        var runs = await calls.GetAllAsync<CheckRunsData, CheckRun>(
            $"{calls.Path($"/commits/{commit}/check-runs")}?per_page=100", page => (page.CheckRuns ?? []).Select(Read), MostChecks, cancellationToken).ConfigureAwait(false);
        if (runs is not ForgeAnswer<ImmutableArray<CheckRun>>.Ok found)
        {
            return new ForgeAnswer<CommitChecks>.Failed(runs.Problem!);
        }

        var statuses = await calls.GetAllAsync<CombinedStatusData, CommitStatus>(
            $"{calls.Path($"/commits/{commit}/status")}?per_page=100", page => (page.Statuses ?? []).Select(Read), MostChecks, cancellationToken).ConfigureAwait(false);
        return statuses.Select(all => new CommitChecks(found.Value, all));
    }

    public Task<ForgeAnswer<ImmutableArray<CheckAnnotation>>> AnnotationsAsync(long check, CancellationToken cancellationToken) => calls.GetAllAsync<AnnotationData[], CheckAnnotation>(
        $"{calls.Path($"/check-runs/{check}/annotations")}?per_page=100", page => page.Select(Read), MostAnnotations, cancellationToken);

    public Task<ForgeAnswer<string>> LogTailAsync(long job, CancellationToken cancellationToken) => calls.GetTextAsync(calls.Path($"/actions/jobs/{job}/logs"), cancellationToken);

    private static CheckRun Read(CheckRunData data) =>
        new(data.Id, data.Name ?? "", data.App?.Slug ?? "", data.App?.Id, Words.Check(data.Status, data.Conclusion), data.HtmlUrl ?? data.DetailsUrl, data.StartedAt);

    private static CommitStatus Read(StatusData data) => new(data.Context ?? "", Words.Status(data.State), data.Description ?? "", data.TargetUrl);

    private static CheckAnnotation Read(AnnotationData data) =>
        new(data.Path ?? "", data.StartLine, data.EndLine, data.AnnotationLevel ?? "notice", data.Title ?? "", data.Message ?? "");
}
