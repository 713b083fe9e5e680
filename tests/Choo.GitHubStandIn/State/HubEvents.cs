namespace Choo.Testing.GitHub.State;

/// <summary>What has happened, and the reactions that a test hangs on it. A reaction runs when what caused it is complete, before the answer goes out.</summary>
public sealed class HubEvents
{
    private readonly HubState hub;
    private readonly List<HubEvent> happened = [];
    private readonly List<Action<HubEvent>> reactions = [];
    private readonly List<Predicate<HubEvent>> waiting = [];
    private int told;

    internal HubEvents(HubState hub) => this.hub = hub;

    /// <summary>All events, in order.</summary>
    public IReadOnlyList<HubEvent> All => hub.Do<IReadOnlyList<HubEvent>>(() => [.. happened]);

    /// <summary>Reacts to each event of a kind from now on.</summary>
    public void On<T>(Action<T> reaction)
        where T : HubEvent => hub.Do(() =>
        {
            reactions.Add(each =>
            {
                if (each is T one)
                {
                    reaction(one);
                }
            });
            return true;
        });

    /// <summary>Ends with the first event of a kind that is as asked, whether it has happened or is to come.</summary>
    public Task<T> FirstAsync<T>(Func<T, bool>? where = null, CancellationToken cancellation = default)
        where T : HubEvent
    {
        var first = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        hub.Do(() =>
        {
            waiting.Add(Ends);
            return happened[..told].Exists(Ends);
        });
        return first.Task.WaitAsync(cancellation);

        bool Ends(HubEvent each) => each is T one && (where is null || where(one)) && (first.TrySetResult(one) || true);
    }

    internal void Raise(HubEvent each) => happened.Add(each);

    // Reactions may cause more; all of it is told in order.
    internal void Tell()
    {
        while (told < happened.Count)
        {
            var each = happened[told++];
            try
            {
                foreach (var reaction in reactions.ToArray())
                {
                    reaction(each);
                }
            }
            catch (Exception exception)
            {
                // Not an answer to whoever asked: a defect of the script.
                throw new InvalidOperationException($"a test's reaction to {each.GetType().Name} failed: {exception.Message}", exception);
            }

            waiting.RemoveAll(ends => ends(each));
        }
    }
}
