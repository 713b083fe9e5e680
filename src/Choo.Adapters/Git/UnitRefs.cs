using System.Collections.Concurrent;
using Choo.Core.Diagnostics;

namespace Choo.Adapters.Git;

/// <summary>The refs that keep units' newest commits, held where choo put them: an agent may have moved or removed one, or made a symbolic ref of it.</summary>
internal sealed class UnitRefs(Repository repository, GitObjects store, PoolSettings settings)
{
    private readonly ConcurrentDictionary<string, string> known = new(StringComparer.Ordinal);

    /// <summary>Where choo has just put a unit's ref.</summary>
    public void Set(string unit, string commit) => known[unit] = commit;

    /// <summary>Puts a unit's ref back when it is not where choo put it, and reports that. Costs the look at one small file.</summary>
    public async Task HoldAsync(string unit)
    {
        var name = ChooRefs.Unit(settings.Run, unit);
        var text = RefFiles.Read(Path.Combine(repository.CommonDir, name));
        var leads = RefFiles.LeadsTo(repository, name);
        var wanted = known.GetValueOrDefault(unit);
        if (leads is null && (wanted is null || text == wanted || await IsPackedAsync(name, wanted).ConfigureAwait(false)))
        {
            return;
        }

        await store.UpdateAsync(wanted is null ? $"delete {name}" : $"update {name} {wanted}").ConfigureAwait(false);
        var what = leads is null ? "was moved" : $"was made a symbolic ref to {leads}";
        settings.Report(DiagnosticCodes.SharedFilesChanged.At(
            name, 0, 0, $"choo's own ref {what} while {unit}'s turn ran; {(wanted is null ? "it was removed" : "it was restored")}{(leads is null ? "" : $", and {leads} is unchanged")}"));
    }

    private async Task<bool> IsPackedAsync(string name, string wanted)
    {
        var there = await repository.Git.TryAsync(CancellationToken.None, "rev-parse", "--verify", "--quiet", name).ConfigureAwait(false);
        return there.Succeeded && there.Text.Trim() == wanted;
    }
}
