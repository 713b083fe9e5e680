using Choo.Adapters.Gates;
using Choo.Adapters.Journal;
using Choo.Core.Gates;

namespace Choo.Engine;

/// <summary>Evidence that a journal has, with the files beside it: believed only where these have the digests that were recorded.</summary>
/// <param name="folders">The folders of all runs.</param>
/// <param name="run">The run that reads it; paths in the evidence are relative to its folder.</param>
internal sealed class RecordedEvidence(RunFolders folders, string run)
{
    private readonly EvidenceFiles files = new(folders, run);

    /// <summary>The evidence with its test results; null where its log or its results are not what was recorded.</summary>
    public Evidence? Read(Evidence evidence)
    {
        if (evidence.Log is not { } log || files.DigestOf(log, evidence.Reused) != evidence.OutputDigest)
        {
            return null;
        }

        if (evidence.ResultsFolder is not { } results)
        {
            return evidence;
        }

        // Results lie beside the logs of the run whose gate wrote them, wherever a journal says.
        var folder = Path.Combine(folders.Logs(evidence.Reused?.Run ?? run), Path.GetFileName(results));
        return evidence.ResultsDigest is { } digest && ResultFiles.DigestOf(folder) == digest && ResultFiles.Read(folder) is { IsWhole: true } found
            ? evidence with { Results = found }
            : null;
    }
}
