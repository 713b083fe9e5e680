using System.Collections.Concurrent;
using Choo.Packages.Tests.Surroundings;
using Choo.Testing;
using Xunit;

namespace Choo.Packages.Tests;

/// <summary><c>kill -9</c> at moments that a seed chooses while units land through pull requests; <c>CHOO_TEST_KILLS</c> says how many cases, <c>CHOO_TEST_SEED</c> replays one.</summary>
[Collection(InstalledToolCollection.Name)]
public sealed class ProposedRandomKillTests(InstalledTool tool)
{
    // GitHub asks for a second between two changes, so a case mostly waits.
    private static readonly int AtOnce = 3 * Environment.ProcessorCount;

    public static IEnumerable<object[]> Batches => KillPlan.Batches(20);

    [LinuxTheory]
    [MemberData(nameof(Batches))]
    [Incident("T53", "the test kills choo up to three times while two units go through pull requests of a forge over loopback: 20 cases, or as many as `CHOO_TEST_KILLS` says; `CHOO_TEST_SEED` replays one")]
    public async Task Whenever_it_is_killed_nothing_is_proposed_said_pushed_or_merged_twice(int first, int last)
    {
        var failures = new ConcurrentQueue<string>();
        await Parallel.ForEachAsync(Enumerable.Range(first, last - first + 1), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (seed, _) =>
        {
            try
            {
                await new ProposedKillCase(tool, KillPlan.OfProposed(seed)).TryAsync();
            }
            catch (Exception failure)
            {
                failures.Enqueue(failure.Message);
            }
        });
        Assert.True(failures.IsEmpty, string.Join("\n\n", failures));
    }
}
