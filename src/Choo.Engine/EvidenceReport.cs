using System.Collections.Immutable;
using System.Text.Json;
using Choo.Adapters.Files;
using Choo.Adapters.Journal;
using Choo.Core.Diagnostics;
using Choo.Core.Proofs;
using Choo.Core.Text;

namespace Choo.Engine;

/// <summary>A bundle, and what does not hold of it.</summary>
/// <param name="Bundle">It; null when there is none or it cannot be read.</param>
/// <param name="Path">Its file, relative to the repository's root where it is known.</param>
/// <param name="Problems">Everything that does not hold.</param>
public sealed record EvidenceReport(EvidenceBundle? Bundle, string? Path, ImmutableArray<Diagnostic> Problems);

/// <summary>Finds bundles.</summary>
public static class EvidenceReading
{
    /// <summary>The unit's bundle of a run (null: of the newest run that has one), verified against git, the journal and the logs.</summary>
    public static async Task<EvidenceReport> VerifyAsync(string workingFolder, string unit, string? run, CancellationToken cancellationToken)
    {
        var (repository, problem) = await HostRepository.OpenAsync(workingFolder, cancellationToken).ConfigureAwait(false);
        if (repository is null)
        {
            return new EvidenceReport(null, null, [problem!]);
        }

        var folders = new RunFolders(repository.ChooDir);
        var runs = run is null ? folders.All() : folders.All().Where(each => each == run).ToArray();
        if (runs.Select(each => new EvidenceFiles(folders, each)).FirstOrDefault(each => File.Exists(each.Json(unit))) is not { } files || !UnitFile(unit))
        {
            return new EvidenceReport(null, null, [None(unit, run, folders)]);
        }

        var path = System.IO.Path.GetRelativePath(repository.Root, files.Json(unit)).Replace('\\', '/');
        try
        {
            var read = PlainFile.Read(files.Json(unit), PlainFile.Large);
            var bundle = read.IsRead ? EvidenceJson.Read(read.Content.ToArray()) : throw new IOException(read.Why);
            var problems = await new EvidenceCheck(repository, files, bundle, path).RunAsync(unit, cancellationToken).ConfigureAwait(false);
            return new EvidenceReport(bundle, path, problems);
        }
        catch (Exception broken) when (broken is JsonException or IOException or UnauthorizedAccessException)
        {
            return new EvidenceReport(null, path, [DiagnosticCodes.EvidenceBroken.At(path, 0, 0, $"it cannot be read: {broken.Message.ReplaceLineEndings(" ")}")]);
        }
    }

    private static bool UnitFile(string unit) => unit.IndexOfAny(['/', '\\']) < 0;

    private static Diagnostic None(string unit, string? run, RunFolders folders)
    {
        var where = run is null ? "" : $" in run {run}";
        var known = folders.All().Where(each => run is null || each == run).Select(each => new EvidenceFiles(folders, each).Folder).Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.json")).Select(System.IO.Path.GetFileNameWithoutExtension).OfType<string>().Distinct(StringComparer.Ordinal);
        return DiagnosticCodes.NoEvidence.Because(
            $"there is no evidence for {unit}{where}: evidence is written when a unit completes{NearestName.Hint(unit, known)}; `dotnet choo why {unit}` shows its state");
    }
}
