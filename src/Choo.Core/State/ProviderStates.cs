using Choo.Core.Agents;
using Choo.Core.Diagnostics;
using Choo.Core.Events;

namespace Choo.Core.State;

/// <summary>The providers' states according to the events: open, paused for a while, or refusing the credentials.</summary>
public sealed class ProviderStates
{
    private readonly SortedDictionary<string, ProviderPaused> paused = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Diagnostic> refused = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> failures = new(StringComparer.Ordinal);
    private readonly Queue<ProviderPaused> undecided = new();

    /// <summary>Those that are paused, by name.</summary>
    public IReadOnlyCollection<ProviderPaused> Paused => paused.Values;

    /// <summary>Whether turns of it may start.</summary>
    public bool IsOpen(string provider) => !paused.ContainsKey(provider) && !refused.ContainsKey(provider);

    /// <summary>Whether it is paused.</summary>
    public bool IsPaused(string provider) => paused.ContainsKey(provider);

    /// <summary>Why no turn of it can succeed until a person did something; null when one can.</summary>
    public Diagnostic? RefusalOf(string provider) => refused.GetValueOrDefault(provider);

    /// <summary>The next provider to pause, null when there is none. Its event must follow before the next call.</summary>
    public ProviderPaused? TakeNextPause() => undecided.TryDequeue(out var next) ? next : null;

    /// <summary>The providers whose time has come.</summary>
    public IReadOnlyList<ProviderResumed> Due(DateTimeOffset now) =>
        [.. paused.Values.Where(each => each.Until <= now).Select(each => new ProviderResumed(each.Provider))];

    internal void Apply(RunEvent e)
    {
        switch (e.Data)
        {
            case AgentDone done:
                Ended(done, e);
                break;
            case ProviderPaused pause:
                paused[pause.Provider] = pause;
                failures[pause.Provider] = pause.Strikes;
                undecided.Clear();
                break;
            case ProviderResumed resumed:
                paused.Remove(resumed.Provider);
                break;
            case RunResumed:
                // A person started it again, maybe with another account: one turn finds out, and costs nothing if not.
                paused.Clear();
                refused.Clear();
                failures.Clear();
                undecided.Clear();
                break;
        }
    }

    private void Ended(AgentDone done, RunEvent e)
    {
        if (Backoff.IsNeeded(done.Outcome.Verdict))
        {
            Pause(done, e);
            return;
        }

        failures[done.Provider] = 0;
        if (done.Outcome.Verdict == AgentVerdict.Unauthorized)
        {
            refused[done.Provider] = DiagnosticCodes.ProviderClosed.Because(
                $"{done.Provider} had its credentials rejected by the provider in a turn of {e.Unit}, so no other turn of it was started: sign in again or check its key, then `dotnet choo resume`");
        }
    }

    /// <summary>Turns that ran at the same time are refused together: they count as one failure, and only a later time moves the pause.</summary>
    private void Pause(AgentDone done, RunEvent e)
    {
        var current = paused.GetValueOrDefault(done.Provider);
        var failure = current?.Strikes ?? failures.GetValueOrDefault(done.Provider) + 1;
        var pause = Backoff.After(done.Outcome, e.Time, failure, Seed(e));
        if (current is not null && (!pause.Known || pause.Until <= current.Until))
        {
            return;
        }

        var reason = done.Outcome.Verdict == AgentVerdict.Overloaded ? PauseReason.Overload : PauseReason.Limit;
        undecided.Enqueue(new ProviderPaused(done.Provider, reason, pause.Until, pause.Known, failure, done.Outcome.Error ?? ""));
    }

    private static int Seed(RunEvent e) => e.Run.Aggregate((int)e.Seq, (hash, letter) => (hash * 31) + letter) & int.MaxValue;
}
