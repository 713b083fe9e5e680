using Choo.Testing;
using Xunit;

namespace Choo.Packages.Tests.Surroundings;

/// <summary>What a case of kills came to; whatever must be nothing is counted first and then asserted.</summary>
internal sealed class KillFigures(string name)
{
    private readonly Dictionary<string, long> numbers = new()
    {
        ["cases"] = 1,
        ["failed"] = 0,
        ["kills"] = 0,
        ["units"] = 6,
        ["landed"] = 0,
        ["turns"] = 0,
        ["repeated"] = 0,
        ["commits"] = 0,
        ["lost"] = 0,
        ["looks"] = 0,
        ["processes"] = 0,
    };

    public void Failed() => numbers["failed"] = 1;

    public void Killed() => numbers["kills"]++;

    public void Landed(int units)
    {
        numbers["landed"] = units;
        Assert.Equal(numbers["units"], units);
    }

    /// <summary>Turns that were paid for before a kill, and those of them that were paid for again.</summary>
    public void Turns(int paid, IReadOnlyCollection<(string Unit, int Task)> again)
    {
        numbers["turns"] += paid;
        numbers["repeated"] += again.Count;
        Assert.Empty(again);
    }

    /// <summary>Commits that there are, and those of them that nothing holds.</summary>
    public void Commits(int all, IReadOnlyCollection<string> lost)
    {
        numbers["commits"] += all;
        numbers["lost"] += lost.Count;
        Assert.Empty(lost);
    }

    /// <summary>A look at what goes on running.</summary>
    public void Processes(IReadOnlyCollection<string> left)
    {
        numbers["looks"]++;
        numbers["processes"] += left.Count;
        Assert.Empty(left);
    }

    public void Note() => Figures.Note(name, [.. numbers.Select(each => (each.Key, each.Value))]);
}
