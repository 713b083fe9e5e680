using System.Collections.Immutable;

namespace Choo.Core.State;

/// <content>Units that begin on top of a pull request that is not merged.</content>
public sealed partial class RunState
{
    // Whether any pull request of the run may be built on: nothing is looked for where none may.
    private bool stacks;

    /// <summary>
    /// The unit whose open pull request another is to stand on: the one of its dependencies that has not landed, or the topmost where those stand on
    /// each other. Null when all have landed, or when it has to wait.
    /// </summary>
    public UnitProgress? BelowOf(string id) => BelowOf(graph.IndexOf(id));

    /// <summary>A unit as it is handed out.</summary>
    public UnitAssignment AssignmentOf(string id)
    {
        var index = graph.IndexOf(id);
        var assignment = UnitAssignment.Of(units[index]);
        return stacks
            ? assignment with { Parents = PullRequestsOf(graph.Dependencies[index]), Children = PullRequestsOf(graph.Dependents[index]), Below = BelowOf(index)?.Id }
            : assignment;
    }

    private ImmutableSortedDictionary<string, PullRequestProgress> PullRequestsOf(IEnumerable<int> some) => some.Select(index => units[index])
        .Where(unit => unit.PullRequest is not null).ToImmutableSortedDictionary(unit => unit.Id, unit => unit.PullRequest!, StringComparer.Ordinal);

    private UnitProgress? BelowOf(int index)
    {
        if (!stacks)
        {
            return null;
        }

        var open = graph.Dependencies[index].Select(dependency => units[dependency]).Where(unit => unit.State != UnitState.Complete).ToArray();
        return Array.TrueForAll(open, unit => unit.PullRequest is { Stacks: true })
            ? Array.Find(open, top => Array.TrueForAll(open, other => other == top || StandsOn(top, other)))
            : null;
    }

    private bool StandsOn(UnitProgress top, UnitProgress other)
    {
        for (var below = top.PullRequest?.Below; below is not null && graph.TryIndexOf(below, out var index); below = units[index].PullRequest?.Below)
        {
            if (units[index] == other)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A unit's pull request is open: those that wait for it alone may begin.</summary>
    private void ReleaseOnto(int index)
    {
        stacks = true;
        foreach (var dependent in graph.Dependents[index])
        {
            if (units[dependent].State == UnitState.Pending && BelowOf(dependent) is not null)
            {
                newlyReady.Enqueue(dependent);
            }
        }
    }
}
