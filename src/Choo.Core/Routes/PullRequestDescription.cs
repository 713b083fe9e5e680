using System.Collections.Immutable;
using System.Text;
using Choo.Core.Diagnostics;
using Choo.Core.Gates;
using Choo.Core.Specs;

namespace Choo.Core.Routes;

/// <summary>Writes the description of a unit's pull request.</summary>
internal sealed class PullRequestDescription(PullRequestContext context, PullRequestLog log, ImmutableArray<Evidence> proof, IReadOnlyDictionary<string, int> links)
{
    private const int Longest = 60_000;

    /// <summary>The description: what the configuration's template makes of it, or the repository's own template with choo's text, or that text alone.</summary>
    public async Task<string> WriteAsync(CancellationToken cancellationToken)
    {
        var unit = context.Run.Units[log.Unit.Id];
        var parts = new PullRequestParts
        {
            Unit = unit,
            Plan = await PlanAsync(unit, cancellationToken).ConfigureAwait(false),
            Proof = proof,
            Links = context.Opened.SetItems(links),
            Turns = log.Unit.Turns,
            Usage = log.Unit.Usage,
            Worked = log.Unit.Worked.Until(context.Clock.GetUtcNow()),
        };
        var text = await ConfiguredAsync(parts, cancellationToken).ConfigureAwait(false)
            ?? (await PullRequestTemplate.OfRepositoryAsync(context.Texts, log.Known.Commit, cancellationToken).ConfigureAwait(false) is { } own ? PullRequestTemplate.Join(own, parts.All) : parts.All);
        var closes = unit.Issue is { } issue ? $"{issue.Closes}\n" : "";
        var separator = closes.Length > 0 ? "\n" : "";
        return $"{PullRequestText.MarkOf(unit.Id)}\n{PullRequestMarkdown.Cut(context.Run.Redactor.Redact(text), Longest, "…")}{separator}{closes}";
    }

    private async Task<string?> ConfiguredAsync(PullRequestParts parts, CancellationToken cancellationToken)
    {
        if (context.Config.Template is not { } path)
        {
            return null;
        }

        if (await context.Texts.ReadAsync(log.Known.Commit, path, cancellationToken).ConfigureAwait(false) is { } template)
        {
            return PullRequestTemplate.Fill(template, parts.ByName).TrimEnd('\n') + "\n";
        }

        log.Note(DiagnosticCodes.TemplateMissing.Because($"pull_request.template names {path}, and {log.Known.Commit} has no such text of at most 64 KiB; the description of {log.Unit.Id} is choo's own"));
        return null;
    }

    /// <summary>The plan's words below its frontmatter, as the proved commit has them; a record's text.</summary>
    private async Task<string> PlanAsync(Unit unit, CancellationToken cancellationToken)
    {
        if (unit.Text is { } record)
        {
            return record;
        }

        var text = await context.Texts.ReadAsync(log.Known.Commit, unit.PlanPath, cancellationToken).ConfigureAwait(false);
        if (text is null)
        {
            return "";
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        return Encoding.UTF8.GetString(bytes.AsSpan(FrontMatter.Split(bytes).BodyStart));
    }
}
