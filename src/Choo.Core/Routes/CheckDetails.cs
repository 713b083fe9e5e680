using System.Collections.Immutable;
using System.Globalization;
using Choo.Core.Agents;
using Choo.Core.Forge;

namespace Choo.Core.Routes;

/// <summary>What a red check says: its annotations and the end of its log, where the forge gives them.</summary>
internal sealed class CheckDetails(PullRequestContext context)
{
    private const int MostAnnotations = 20;
    private const string JobsApp = "github-actions";

    /// <summary>The items with what their checks say.</summary>
    public async Task<ImmutableArray<FeedbackItem>> AddAsync(ImmutableArray<FeedbackItem> items, CommitChecks? checks, CancellationToken cancellationToken)
    {
        var all = ImmutableArray.CreateBuilder<FeedbackItem>(items.Length);
        foreach (var item in items)
        {
            var run = item.Kind.Known == FeedbackKind.Check ? checks?.Runs.FirstOrDefault(each => each.Id.ToString(CultureInfo.InvariantCulture) == item.Id) : null;
            all.Add(run is null ? item : await ReadAsync(item, run, cancellationToken).ConfigureAwait(false));
        }

        return all.MoveToImmutable();
    }

    /// <summary>Best effort: a check that says nothing is fixed by what its name says.</summary>
    private async Task<FeedbackItem> ReadAsync(FeedbackItem item, CheckRun run, CancellationToken cancellationToken)
    {
        var said = await context.Forge.Checks.AnnotationsAsync(run.Id, cancellationToken).ConfigureAwait(false) is ForgeAnswer<ImmutableArray<CheckAnnotation>>.Ok ok ? ok.Value : [];
        var log = run.App == JobsApp && await context.Forge.Checks.LogTailAsync(run.Id, cancellationToken).ConfigureAwait(false) is ForgeAnswer<string>.Ok tail ? tail.Value : "";
        var lines = said.Take(MostAnnotations).Select(each => $"{each.Path}:{each.StartLine}: {each.Level}: {(each.Title.Length > 0 ? $"{each.Title}: " : "")}{each.Message}");
        var text = string.Join('\n', lines.Append(PullRequestText.CutStart(log)).Where(line => line.Length > 0));
        return text.Length == 0 ? item : item with { Text = PullRequestText.CutStart(text), Path = said.IsEmpty ? null : said[0].Path, Line = said.IsEmpty ? null : said[0].StartLine };
    }
}
