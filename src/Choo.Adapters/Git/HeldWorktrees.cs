namespace Choo.Adapters.Git;

/// <summary>Which worktrees units hold just now, for those who wait for one to come back.</summary>
internal sealed class HeldWorktrees
{
    private readonly Lock gate = new();
    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private TaskCompletionSource<bool> next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Take(string name)
    {
        lock (gate)
        {
            names.Add(name);
        }
    }

    public void Return(string name)
    {
        TaskCompletionSource<bool> returned;
        lock (gate)
        {
            names.Remove(name);
            (returned, next) = (next, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        returned.TrySetResult(true);
    }

    /// <summary>True when one comes back after this call; false at once when none is held.</summary>
    public Task<bool> NextAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return names.Count == 0 ? Task.FromResult(false) : next.Task.WaitAsync(cancellationToken);
        }
    }
}
