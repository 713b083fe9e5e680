namespace Choo.Testing.GitHub.Http;

/// <summary>What was asked and answered, in the order of the answers.</summary>
public sealed class RequestLog
{
    private readonly Lock gate = new();
    private readonly List<LoggedCall> calls = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> waiting = [];
    private int sent;

    /// <summary>All calls so far.</summary>
    public IReadOnlyList<LoggedCall> Calls
    {
        get
        {
            lock (gate)
            {
                return [.. calls];
            }
        }
    }

    /// <summary>How much of the quotas was used.</summary>
    public int Cost => Calls.Sum(call => call.Cost);

    /// <summary>The calls of a method whose path matches a pattern, as of <see cref="Faults"/>.</summary>
    public IReadOnlyList<LoggedCall> Of(string method, string pattern)
    {
        var glob = new PathPattern(pattern);
        return [.. Calls.Where(call => call.Method == method && glob.Matches(call.Path, call.Fields))];
    }

    internal void Add(LoggedCall call)
    {
        lock (gate)
        {
            calls.Add(call);
        }
    }

    /// <summary>An answer is on its way.</summary>
    internal void Sent()
    {
        lock (gate)
        {
            sent++;
            foreach (var (_, reached) in waiting.Where(wait => wait.Count <= sent))
            {
                reached.TrySetResult();
            }
        }
    }

    /// <summary>Ends when some more calls were answered.</summary>
    internal Task MoreAsync(int count, CancellationToken cancellation)
    {
        lock (gate)
        {
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Add((sent + count, reached));
            return reached.Task.WaitAsync(cancellation);
        }
    }
}
