using System.Collections.Immutable;
using Choo.Core.Agents;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Flow;
using Choo.Core.Landing;
using Choo.Core.Ports;
using Choo.Core.Routes;
using Choo.Core.State;
using Choo.Core.Tests.Flow.Memory;
using Xunit;

namespace Choo.Core.Tests.Routes;

/// <summary>What each route does with units whose proof passed.</summary>
public sealed class LandingRouteTests
{
    private readonly MemoryGit git = new();
    private readonly MemoryLanding landing;
    private readonly Recorder events = new();
    private readonly TargetHistory history;
    private readonly string start;

    private sealed class Recorder : IEvents
    {
        public List<(string? Unit, EventData Data)> All { get; } = [];

        public void Post(string? unit, int? task, EventData data) => All.Add((unit, data));

        public Task PostDurablyAsync(string? unit, int? task, EventData data)
        {
            All.Add((unit, data));
            return Task.CompletedTask;
        }

        public void ReportUsage(string unit, AgentUsage usage) => throw new NotSupportedException();

        public Task<TurnPermit> BeginTurnAsync(string unit, int? task, AgentInvoked turn, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    public LandingRouteTests()
    {
        landing = new MemoryLanding(git);
        start = Commit("start");
        git["main"] = start;
        history = new TargetHistory(start, []);
    }

    private MergeRoute Merge => new(landing, history, "main");

    private string Commit(string file, params ImmutableArray<string> parents) => git.Commit(git.WriteTree(MemoryGit.NoFiles.Add(file, "")), parents, file);

    private static ProvedUnit Unit(string id, string commit) => new(
        new UnitAssignment { Planned = new PlannedUnit(id, $"t/{id}", [], "agent", []), SpecCommit = "spec", Tip = $"tip of {id}" }, $"tip of {id}", commit, []);

    private IEnumerable<string> Told => events.All.Select(each => $"{each.Unit} {each.Data.Type}");

    [Fact]
    public async Task A_merge_says_that_each_unit_lands_before_the_target_moves()
    {
        var (a, b) = (Commit("a", start), Commit("b", start));
        landing.BeforeAdvance = () => Assert.Equal(["a unit.landing", "b unit.landing"], Told);

        var result = await Merge.LandAsync(new ProvedUnits(start, b, [Unit("a", a), Unit("b", b)]), events, CancellationToken.None);

        Assert.IsType<LandingResult.Landed>(result);
        Assert.Equal(b, git["main"]);
        Assert.Equal(["a unit.merged", "b unit.merged", "a unit.completed", "b unit.completed"], Told.Skip(2));
        Assert.All(events.All.Take(2), each => Assert.Equal(b, ((UnitLanding)each.Data).Head));
        Assert.Equal(b, history.LandingOf("b")!.Commit);
    }

    [Fact]
    public async Task A_target_that_somebody_moved_is_left_and_said()
    {
        var (a, other) = (Commit("a", start), Commit("other", start));
        landing.BeforeAdvance = () => git["main"] = other;

        var result = await Merge.LandAsync(new ProvedUnits(start, a, [Unit("a", a)]), events, CancellationToken.None);

        Assert.Equal(new LandingResult.Moved(other), result);
        Assert.Equal(["a unit.landing"], Told);
    }

    [Theory]
    [InlineData(1, "a unit.landing,a unit.waiting")]
    [InlineData(2, "a unit.landing,b unit.landing")]
    public async Task A_checkout_in_the_way_makes_a_single_unit_wait(int units, string told)
    {
        landing.Refusal = "your file would be overwritten.";
        ImmutableArray<ProvedUnit> all = [Unit("a", Commit("a", start)), Unit("b", Commit("b", start))];

        var result = await Merge.LandAsync(new ProvedUnits(start, all[units - 1].Commit, all[..units]), events, CancellationToken.None);

        Assert.IsType<LandingResult.Refused>(result);
        Assert.Equal(told, string.Join(',', Told));
        Assert.All(events.All.Select(each => each.Data).OfType<UnitWaiting>(), waiting => Assert.Equal(DiagnosticCodes.CheckoutInTheWay.Id, waiting.Diagnostic.Code));
    }

    [Fact]
    public async Task A_landing_that_a_crash_kept_from_the_journal_is_completed()
    {
        var a = Commit("a", start);
        var unit = Unit("a", a).Unit with { LandingCommit = a };

        Assert.Null(await Merge.ContinueAsync(unit, start, events, CancellationToken.None));
        Assert.Null(await Merge.ContinueAsync(unit with { LandingCommit = null }, a, events, CancellationToken.None));
        Assert.Empty(events.All);

        Assert.Null((await Merge.ContinueAsync(unit, a, events, CancellationToken.None))!.Follow);
        Assert.Equal(["a unit.merged", "a unit.completed"], Told);
    }

    [Fact]
    public async Task A_branch_is_the_units_own_and_the_target_stays()
    {
        var a = Commit("a", start);
        var route = new BranchRoute(landing);

        var result = await route.LandAsync(new ProvedUnits(start, a, [Unit("a", a)]), events, CancellationToken.None);

        Assert.Null(Assert.IsType<LandingResult.Left>(result).Follow);
        Assert.Equal((start, "tip of a"), (git["main"], git["choo/a"]));
        Assert.Equal(new UnitCompleted("tip of a", "choo/a"), Assert.Single(events.All).Data);
        Assert.Null(await route.ContinueAsync(Unit("a", a).Unit, start, events, CancellationToken.None));
    }

    [Fact]
    public void Each_route_has_a_queue_of_its_own()
    {
        Assert.IsType<Train>(Merge.Queue(new TrainLimits(2), start));
        Assert.IsType<BranchQueue>(new BranchRoute(landing).Queue(new TrainLimits(2), start));
    }
}
