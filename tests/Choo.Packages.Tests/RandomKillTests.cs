using Choo.Packages.Tests.Surroundings;
using Choo.Testing;
using Xunit;

namespace Choo.Packages.Tests;

/// <summary><c>kill -9</c> at moments that a seed chooses, resume, kill again; <c>CHOO_TEST_KILLS</c> says how many cases, <c>CHOO_TEST_SEED</c> replays one.</summary>
[Collection(InstalledToolCollection.Name)]
public sealed class RandomKillTests(InstalledTool tool)
{
    public static IEnumerable<object[]> Seeds => KillPlan.Seeds(20);

    public static IEnumerable<object[]> ShapeSeeds => KillPlan.Seeds(KillShape.All.Length);

    [LinuxTheory]
    [MemberData(nameof(Seeds))]
    [Incident("2", "the test kills choo anywhere, also while it lands")]
    [Incident("8", "the test compares the person's stash before and after")]
    [Incident("d", "the test kills choo at random moments, again and again")]
    [Incident("T1", "the test kills a run of six units up to three times, at random moments: 20 cases, or as many as `CHOO_TEST_KILLS` says; `CHOO_TEST_SEED` replays one")]
    public async Task Whenever_it_is_killed_every_unit_lands_once_and_nothing_is_lost_or_left(int seed)
    {
        using var site = new Site(tool).Diamond();
        await new KillCase(site, KillPlan.Of(seed), KillShape.Plain).TryAsync();
    }

    [LinuxTheory]
    [InlineData(1001)]
    [InlineData(1002)]
    [InlineData(1003)]
    [Incident("T9", "the test kills and resumes a run of a user who is not root")]
    public async Task So_it_is_for_a_user_who_is_not_root(int seed)
    {
        using var site = new Site(tool).Diamond();
        await new KillCase(site, KillPlan.Of(seed), KillShape.Plain) { Ordinary = true }.TryAsync();
    }

    [LinuxTheory]
    [MemberData(nameof(ShapeSeeds))]
    [Incident("T1", "the test kills choo and all that it started at one moment, as a power cut does, in ten shapes of runs: one case of each, or as many as `CHOO_TEST_KILLS` says")]
    public async Task So_it_is_when_all_that_it_started_dies_with_it(int seed)
    {
        using var site = new Site(tool).Diamond();
        var shape = KillShape.All[seed % KillShape.All.Length];
        await new KillCase(site, KillPlan.Of(seed), shape) { Figures = "cuts", Strike = PowerCut.Of }.TryAsync();
    }
}
