using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Choo.Testing.Fuzzing;

/// <summary>
/// Tries mutated inputs: none may throw, none may take longer than a second. <c>CHOO_TEST_INPUTS</c> says how many there are in all (5,000 when
/// it does not, over five kinds of input), <c>CHOO_TEST_SEED</c> replays one.
/// </summary>
public static class Fuzz
{
    private const int Kinds = 5;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>Tries this kind's share of the inputs.</summary>
    /// <param name="corpus">Real inputs.</param>
    /// <param name="attempt">Takes an input; an exception is a failure.</param>
    /// <param name="kind">What kind of input it is.</param>
    public static void Try(IReadOnlyList<byte[]> corpus, Action<byte[]> attempt, [CallerMemberName] string kind = "")
    {
        var tried = 0;
        var seeds = Number("CHOO_TEST_SEED") is { } one ? Enumerable.Range(one, 1) : Enumerable.Range(1, (Number("CHOO_TEST_INPUTS") ?? 5000) / Kinds);
        foreach (var seed in seeds)
        {
            tried++;
            var input = new Mutation(seed, corpus).Next();
            try
            {
                // What is slow once may have been the machine; what is slow twice is the input.
                if (Took(attempt, input) > Longest && Took(attempt, input) is var again && again > Longest)
                {
                    throw new TimeoutException($"it took {again}");
                }
            }
            catch (Exception failure)
            {
                Figures.Note(kind, ("inputs", tried), ("failed", 1));
                throw new InvalidOperationException($"seed {seed} (CHOO_TEST_SEED={seed} replays it): {failure.Message}\n--- input\n{Shown(input)}\n---", failure);
            }
        }

        Figures.Note(kind, ("inputs", tried), ("failed", 0));
    }

    private static TimeSpan Took(Action<byte[]> attempt, byte[] input)
    {
        var watch = Stopwatch.StartNew();
        attempt(input);
        return watch.Elapsed;
    }

    private static string Shown(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        return text.Length > 3000 ? text[..3000] + "..." : text;
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;
}
