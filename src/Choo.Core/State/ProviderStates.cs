using Choo.Core.Agents;
using Choo.Core.Diagnostics;
using Choo.Core.Events;

namespace Choo.Core.State;

/// <summary>The providers' states according to the events: open, parked for a while, or refusing the credentials.</summary>
public sealed class ProviderStates
{
    private readonly SortedDictionary<string, ProviderParked> parked = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Diagnostic> refused = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> failures = new(StringComparer.Ordinal);
    private readonly Queue<ProviderParked> undecided = new();

    /// <summary>Those that are parked, by name.</summary>
    public IReadOnlyCollection<ProviderParked> Parked => parked.Values;

    /// <summary>Whether turns of it may start.</summary>
    public bool IsOpen(string provider) => !parked.ContainsKey(provider) && !refused.ContainsKey(provider);

    /// <summary>Whether it is parked.</summary>
    public bool IsParked(string provider) => parked.ContainsKey(provider);

    /// <summary>Why no turn of it can succeed until a person did something; null when one can.</summary>
    public Diagnostic? RefusalOf(string provider) => refused.GetValueOrDefault(provider);

    /// <summary>The next provider to park, null when there is none. Its event must follow before the next call.</summary>
    public ProviderParked? TakeNextPark() => undecided.TryDequeue(out var next) ? next : null;

    /// <summary>The providers whose time has come.</summary>
    public IReadOnlyList<ProviderResumed> Due(DateTimeOffset now) =>
        [.. parked.Values.Where(each => each.Until <= now).Select(each => new ProviderResumed(each.Provider))];

    internal void Apply(RunEvent e)
    {
        switch (e.Data)
        {
            case AgentDone done:
                Ended(done, e);
                break;
            case ProviderParked park:
                parked[park.Provider] = park;
                failures[park.Provider] = park.Strikes;
                undecided.Clear();
                break;
            case ProviderResumed resumed:
                parked.Remove(resumed.Provider);
                break;
            case RunResumed:
                // A person started it again, maybe with another account: one turn finds out, and costs nothing if not.
                parked.Clear();
                refused.Clear();
                failures.Clear();
                undecided.Clear();
                break;
        }
    }

    private void Ended(AgentDone done, RunEvent e)
    {
        if (Parking.IsParked(done.Outcome.Verdict))
        {
            Park(done, e);
            return;
        }

        failures[done.Provider] = 0;
        if (done.Outcome.Verdict == AgentVerdict.Unauthorized)
        {
            refused[done.Provider] = DiagnosticCodes.ProviderClosed.Because(
                $"{done.Provider} had its credentials rejected by the provider in a turn of {e.Unit}, so no other turn of it was started: sign in again or check its key, then `dotnet choo resume`");
        }
    }

    /// <summary>Turns that ran at the same time are refused together: they count as one strike, and only a later time moves the park.</summary>
    private void Park(AgentDone done, RunEvent e)
    {
        var current = parked.GetValueOrDefault(done.Provider);
        var strike = current?.Strikes ?? failures.GetValueOrDefault(done.Provider) + 1;
        var park = Parking.After(done.Outcome, e.Time, strike, Seed(e));
        if (current is not null && (!park.Known || park.Until <= current.Until))
        {
            return;
        }

        var reason = done.Outcome.Verdict == AgentVerdict.Overloaded ? ParkReason.Overload : ParkReason.Limit;
        undecided.Enqueue(new ProviderParked(done.Provider, reason, park.Until, park.Known, strike, done.Outcome.Error ?? ""));
    }

    private static int Seed(RunEvent e) => e.Run.Aggregate((int)e.Seq, (hash, letter) => (hash * 31) + letter) & int.MaxValue;
}
