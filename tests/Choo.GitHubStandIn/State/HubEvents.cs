namespace Choo.Testing.GitHub.State;

/// <summary>What has happened, and the reactions that a test hangs on it. A reaction runs when what caused it is complete, before the answer goes out.</summary>
public sealed class HubEvents
{
    private readonly HubState hub;
    private readonly List<HubEvent> happened = [];
    private readonly List<Action<HubEvent>> reactions = [];
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

    internal void Raise(HubEvent each) => happened.Add(each);

    // Reactions may cause more; all of it is told in order.
    internal void Tell()
    {
        while (told < happened.Count)
        {
            var each = happened[told++];
            foreach (var reaction in reactions.ToArray())
            {
                reaction(each);
            }
        }
    }
}
