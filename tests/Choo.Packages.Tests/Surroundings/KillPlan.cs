using System.Globalization;

namespace Choo.Packages.Tests.Surroundings;

/// <summary>When choo is killed: so long after its start, or so long after a line of its output.</summary>
/// <param name="Line">The line of the event stream that is waited for; 0 counts from the start of the process.</param>
/// <param name="Delay">How much later.</param>
internal sealed record KillMoment(int Line, TimeSpan Delay)
{
    /// <summary>Ends choo at this moment; a run that came to its end before it is no failure.</summary>
    /// <param name="choo">choo.</param>
    /// <param name="strike">Ends it; its argument is choo's pid.</param>
    public async Task StrikeAsync(RunningProgram choo, Action<int> strike)
    {
        var ended = choo.WaitAsync(CancellationToken.None);
        if (Line > 0)
        {
            var seen = 0;
            await Task.WhenAny(choo.LineAsync(_ => ++seen == Line), ended);
        }

        await Task.WhenAny(Task.Delay(Delay), ended);
        if (!ended.IsCompleted)
        {
            strike(choo.Pid);
        }
    }
}

/// <summary>The kills of one case, all of them out of its seed.</summary>
/// <param name="Seed">Where the moments come from; the same seed gives the same moments.</param>
/// <param name="Slots">How many units run at once.</param>
/// <param name="Moments">One for each start of choo, in order.</param>
internal sealed record KillPlan(int Seed, int Slots, IReadOnlyList<KillMoment> Moments)
{
    private const int Lines = 130;
    private const int ProposedLines = 75;

    /// <summary>Seeds of the cases to try: one that was asked for, else from 1 to as many as were asked for.</summary>
    public static IEnumerable<object[]> Seeds(int usual) => Numbers(usual).Select(each => new object[] { each });

    /// <summary>The same seeds by the first and the last of each so many.</summary>
    public static IEnumerable<object[]> Batches(int usual) => Numbers(usual).Chunk(usual).Select(each => new object[] { each[0], each[^1] });

    private static IEnumerable<int> Numbers(int usual) => Number("CHOO_TEST_SEED") is { } seed ? [seed] : Enumerable.Range(1, Number("CHOO_TEST_KILLS") ?? usual);

    public static KillPlan Of(int seed)
    {
        var chance = new Random(seed);
        var slots = chance.Next(1, 4);
        var moments = Enumerable.Range(0, chance.Next(1, 4)).Select(_ => chance.Next(4) == 0
            ? new KillMoment(0, TimeSpan.FromMilliseconds(chance.Next(20, 900)))
            : new KillMoment(chance.Next(1, Lines), TimeSpan.FromMicroseconds(chance.Next(0, 20_000))));
        return new KillPlan(seed, slots, [.. moments]);
    }

    /// <summary>The kills of a run that lands through pull requests: it waits for the forge between two lines, so many moments are long after one.</summary>
    public static KillPlan OfProposed(int seed)
    {
        var chance = new Random(seed);
        var slots = chance.Next(1, 3);
        var moments = Enumerable.Range(0, chance.Next(1, 4)).Select(_ => chance.Next(4) switch
        {
            0 => new KillMoment(0, TimeSpan.FromMilliseconds(chance.Next(20, 3000))),
            1 => new KillMoment(chance.Next(1, ProposedLines), TimeSpan.FromMicroseconds(chance.Next(0, 20_000))),
            _ => new KillMoment(chance.Next(1, ProposedLines), TimeSpan.FromMilliseconds(chance.Next(0, 1500))),
        });
        return new KillPlan(seed, slots, [.. moments]);
    }

    public override string ToString() =>
        $"seed {Seed} (CHOO_TEST_SEED={Seed} replays it): {Slots} slots, killed {string.Join(", then ", Moments.Select(each => $"{each.Delay.TotalMilliseconds:0.00} ms after {(each.Line == 0 ? "its start" : $"line {each.Line}")}"))}";

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;
}
