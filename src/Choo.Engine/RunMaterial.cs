using System.Collections.Immutable;
using System.Text.Json;
using Choo.Adapters.Files;
using Choo.Adapters.Git;
using Choo.Adapters.Journal;
using Choo.Core.CodeReview;
using Choo.Core.Ports;
using Choo.Core.Proofs;
using Choo.Core.Secrets;
using Choo.Core.State;

namespace Choo.Engine;

/// <summary>
/// What a run's folder and git have of its units: pieces of logs, bundles of evidence, patches. What a journal names is read only where it
/// lies in the folder of a run, and only by the id of a commit. What cannot be read is null.
/// </summary>
public sealed class RunMaterial
{
    private const int MostFiles = 300;
    private const int MostLines = 1000;
    private readonly EvidenceFiles files;
    private readonly GitDiffs? diffs;

    private RunMaterial(RunFolders folders, string run, Repository? repository) =>
        (files, diffs) = (new EvidenceFiles(folders, run), repository is null ? null : new GitDiffs(repository));

    /// <summary>Of a run. Where git cannot be asked, there are no patches.</summary>
    public static async Task<RunMaterial> OpenAsync(RunRecord run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        var (repository, _) = await HostRepository.OpenAsync(run.Root, cancellationToken).ConfigureAwait(false);
        return new RunMaterial(new RunFolders(Path.Combine(run.Root, ".choo")), run.Id, repository);
    }

    /// <summary>The beginning and the end of a log that is named as the journal does.</summary>
    /// <param name="log">The name.</param>
    /// <param name="head">How many bytes of the beginning.</param>
    /// <param name="tail">How many of the end.</param>
    /// <returns>The texts, and how many bytes lie between them.</returns>
    public (string Head, string Tail, long Skipped)? Log(string log, int head, int tail)
    {
        ArgumentNullException.ThrowIfNull(log);
        var file = log.Contains('/', StringComparison.Ordinal) ? files.LogFile(log) : files.LogFile(Path.Combine("logs", log));
        try
        {
            using var stream = file is null ? null : PlainFile.OpenStream(file).Stream;
            if (stream is null)
            {
                return null;
            }

            var first = Text(stream, head);
            var skipped = Math.Max(0, stream.Length - head - tail);
            stream.Seek(skipped, SeekOrigin.Current);
            return (first, Text(stream, tail), skipped);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The bundle of a unit, as it was written; nothing of it is verified.</summary>
    public EvidenceBundle? Evidence(string unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        if (unit.AsSpan().ContainsAny('/', '\\', '\0'))
        {
            return null;
        }

        try
        {
            return PlainFile.Read(files.Json(unit), PlainFile.Large) is { IsRead: true } read && EvidenceJson.Read(read.Content.Span) is var bundle && IsWhole(bundle) ? bundle : null;
        }
        catch (Exception broken) when (broken is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>What a unit changed: against the target where it was merged, else since its own beginning. Tokens in it are redacted.</summary>
    public async Task<UnitPatch?> PatchAsync(UnitProgress unit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(unit);
        var (since, until) = unit is { Commit: { } commit, Branch: null } ? ($"{commit}~1", commit) : (unit.Start, unit.Tip);
        if (diffs is null || since is null || until is null || !IsId(since.Replace("~1", "", StringComparison.Ordinal)) || !IsId(until) || since == until)
        {
            return null;
        }

        try
        {
            var changed = await diffs.LinesAsync(since, until, cancellationToken).ConfigureAwait(false);
            var shown = Fitting(changed);
            var patch = shown.IsEmpty ? "" : await diffs.PatchAsync(since, until, shown, cancellationToken).ConfigureAwait(false);
            return changed.IsEmpty ? null : new UnitPatch(since, until, changed, Redactor.Shapes.Redact(patch), changed.Length - shown.Length);
        }
        catch (PortException)
        {
            // The commits of an old run may be gone; the page says what else there is.
            return null;
        }
    }

    /// <summary>Somebody may have written null where a text belongs.</summary>
    private static bool IsWhole(EvidenceBundle bundle) =>
        bundle is { Run: not null, Unit: not null, Branch: not null, Commit: not null, ProvedCommit: not null, ProvedTree: not null }
        && bundle.Gates.All(gate => gate is { Stage: not null, Gate: not null, Command: not null, Tree: not null, OutputDigest: not null });

    /// <summary>Files in their order while there is room; one of huge lines is the page's to cut.</summary>
    private static ImmutableArray<string> Fitting(ImmutableArray<ChangedLines> changed)
    {
        var room = MostLines;
        var fitting = ImmutableArray.CreateBuilder<string>();
        foreach (var file in changed.Where(file => file.Added is not null).Take(MostFiles))
        {
            var lines = (file.Added ?? 0) + (file.Removed ?? 0);
            if (lines <= room || fitting.Count == 0)
            {
                fitting.Add(file.Path);
                room -= lines;
            }
        }

        return fitting.ToImmutable();
    }

    /// <summary>An id and nothing else: a journal must name no branch and no option.</summary>
    private static bool IsId(string text) => text.Length is 40 or 64 && text.All(char.IsAsciiHexDigitLower);

    private static string Text(FileStream stream, int most)
    {
        var bytes = new byte[most];
        return PlainFile.TextOf(bytes.AsSpan(0, stream.ReadAtLeast(bytes, most, throwOnEndOfStream: false)));
    }
}
