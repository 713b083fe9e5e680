namespace Choo.Packages.Tests.Surroundings;

/// <summary>What was known when choo was killed.</summary>
/// <param name="Done">The turns whose end stood in the journal.</param>
/// <param name="Starts">The turns that had begun.</param>
internal sealed record Killed((string Unit, int Task)[] Done, (string Unit, int Task)[] Starts)
{
    /// <summary>Turns whose end the journal knew, and that were begun again nevertheless.</summary>
    public IEnumerable<(string Unit, int Task)> PaidAgain((string Unit, int Task)[] starts) =>
        Done.Where(done => Starts.Count(start => start == done) != starts.Count(start => start == done));
}
