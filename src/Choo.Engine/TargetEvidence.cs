using System.Collections.Immutable;
using Choo.Adapters.Gates;
using Choo.Core.Flow;
using Choo.Core.Gates;

namespace Choo.Engine;

/// <summary>What the target said in an earlier start of a run.</summary>
internal static class TargetEvidence
{
    /// <summary>What a target that passed had said, with its tests' results; null when a file of them is gone, and it has to be asked again.</summary>
    public static IReadOnlyDictionary<string, Evidence>? Recall(ImmutableArray<Evidence> told, string runFolder)
    {
        var all = ImmutableArray.CreateBuilder<Evidence>(told.Length);
        foreach (var evidence in told)
        {
            var results = evidence.ResultsFolder is { } folder ? ResultFiles.Read(Path.Combine(runFolder, folder)) : null;
            if (evidence.ResultsFolder is not null && results is not { IsWhole: true })
            {
                return null;
            }

            all.Add(evidence with { Results = results });
        }

        return TargetProof.ByCommand(all);
    }
}
