using System.Collections.Concurrent;
using System.Collections.Immutable;
using Choo.Core.State;

namespace Choo.Core.Routes;

/// <summary>What the flows of a run know of each other's pull requests. It is made again from the journal at each start.</summary>
internal sealed class PullRequestStack(PullRequestContext context)
{
    private readonly ConcurrentDictionary<string, PullRequestProgress> known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> stopped = new(StringComparer.Ordinal);

    /// <summary>The numbers of those that are open or were, by unit.</summary>
    public IReadOnlyDictionary<string, int> Numbers =>
        known.Where(each => each.Value.Number is not null).ToDictionary(each => each.Key, each => each.Value.Number!.Value, StringComparer.Ordinal);

    /// <summary>A unit is followed from now on.</summary>
    public void Begin(UnitAssignment unit)
    {
        known[unit.Id] = unit.PullRequest!;
        stopped.TryRemove(unit.Id, out _);
        foreach (var (other, progress) in unit.Parents.Concat(unit.Children))
        {
            known.TryAdd(other, progress);
        }
    }

    /// <summary>Something more is known of a unit.</summary>
    public void Put(string unit, PullRequestProgress progress) => known[unit] = progress;

    /// <summary>A unit failed or waits for a person.</summary>
    public void Stop(string unit, bool hasFailed) => stopped[unit] = hasFailed;

    /// <summary>What a pull request stands on; null for nothing.</summary>
    public StackedOn? Below(PullRequestProgress of) => of.Below is { } unit && known.TryGetValue(unit, out var progress)
        ? new StackedOn(unit, progress, context.History.LandingOf(unit) is not null, stopped.TryGetValue(unit, out var hasFailed)) { HasFailed = hasFailed }
        : null;

    /// <summary>The branch that a pull request is to be merged into.</summary>
    public string BaseOf(PullRequestProgress of) => Below(of) is { HasLanded: false, PullRequest: { Merged: null, Branch: var branch } } ? branch : context.Base;

    /// <summary>Numbers of the open ones that are to be merged into a branch.</summary>
    public ImmutableArray<int> On(string branch) =>
        [.. known.Values.Where(each => each.Base == branch && each is { Merged: null, Number: not null }).Select(each => each.Number!.Value).Order()];
}
