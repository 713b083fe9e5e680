namespace Choo.Testing.GitHub.Http;

/// <summary>What is to go wrong, by rules.</summary>
public sealed class Faults
{
    private readonly Lock gate = new();
    private readonly List<Rule> rules = [];
    private TaskCompletionSource struck = NotYet();

    /// <summary>Ends when the next request was struck, and is held or slow where the fault says so.</summary>
    public Task Struck
    {
        get
        {
            lock (gate)
            {
                return struck.Task;
            }
        }
    }

    /// <summary>Adds a rule; of several that match a request the one added first holds.</summary>
    /// <param name="method">The method; <c>*</c> is any.</param>
    /// <param name="pattern">Paths below the API's address: <c>/repos/*/*/pulls</c>, <c>/**</c>, <c>/graphql/resolveReviewThread</c>.</param>
    /// <param name="effect">What goes wrong.</param>
    /// <param name="nth">The first request that matches and is struck, from 1.</param>
    /// <param name="times">How many in a row.</param>
    public void Add(string method, string pattern, FaultEffect effect, int nth = 1, int times = 1)
    {
        lock (gate)
        {
            rules.Add(new Rule(method, new PathPattern(pattern), effect, nth, times));
        }
    }

    /// <summary>Nothing goes wrong any more.</summary>
    public void Clear()
    {
        lock (gate)
        {
            rules.Clear();
        }
    }

    internal FaultEffect? For(string method, string path, IReadOnlyList<string> fields)
    {
        lock (gate)
        {
            FaultEffect? found = null;
            foreach (var rule in rules.Where(rule => (rule.Method == "*" || rule.Method == method) && rule.Pattern.Matches(path, fields)))
            {
                rule.Seen++;
                found ??= rule.Seen >= rule.Nth && rule.Seen - rule.Nth < rule.Times ? rule.Effect : null;
            }

            return found;
        }
    }

    /// <summary>Says that a request was struck.</summary>
    internal void Strike()
    {
        lock (gate)
        {
            struck.SetResult();
            struck = NotYet();
        }
    }

    private static TaskCompletionSource NotYet() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed record Rule(string Method, PathPattern Pattern, FaultEffect Effect, int Nth, int Times)
    {
        public int Seen { get; set; }
    }
}
