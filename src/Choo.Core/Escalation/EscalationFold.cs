using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Json;

namespace Choo.Core.Escalation;

/// <summary>
/// Decides by a run's events, those of its earlier starts included, what a person is told: each cause once. A cause is a problem with its code,
/// place and text; units that end with the same problem, and all units behind them, have one cause. What the journal says was sent is not told
/// again; what was not sent before the run ended is, when it happens again. A cause is forgotten when no unit has it any more.
/// </summary>
public sealed class EscalationFold
{
    private readonly string repository;
    private readonly ImmutableHashSet<EscalationKind> kinds;
    private readonly ImmutableArray<string> channels;
    private readonly PlannedGraph plan = new();
    private readonly Dictionary<string, (string Id, Diagnostic Problem)> causes = new(StringComparer.Ordinal);
    private readonly HashSet<string> told = new(StringComparer.Ordinal);
    private readonly HashSet<(string Id, string Channel)> sent = [];
    private string target = "";

    /// <param name="repository">The name of the repository's folder.</param>
    /// <param name="when">Words of <see cref="EscalationKind"/>: what is told.</param>
    /// <param name="channels">The names of all channels.</param>
    public EscalationFold(string repository, IEnumerable<string> when, ImmutableArray<string> channels)
    {
        (this.repository, this.channels) = (repository, channels);
        kinds = [.. when.Select(word => new OpenEnum<EscalationKind>(word).Known).OfType<EscalationKind>()];
    }

    /// <summary>Takes in one event; what is to be told now, null for nothing.</summary>
    public DueEscalation? Apply(RunEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        plan.Apply(e);
        switch (e.Data)
        {
            case RunStarted started:
                target = started.Target;
                return null;
            case RunResumed:
                // What was told and did not arrive was lost with the start that told it.
                told.Clear();
                return null;
            case EscalationSent arrived:
                sent.Add((arrived.Id, arrived.Channel));
                return null;
            case UnitCompleted when e.Unit is { } unit:
                Forget(unit);
                return null;
            case UnitFailed failed when e.Unit is { } unit:
                return OfUnit(e, unit, EscalationKind.Failed, failed.Diagnostic);
            case UnitWaiting waiting when e.Unit is { } unit:
                return OfUnit(e, unit, EscalationKind.Waiting, waiting.Diagnostic);
            case UnitUndone undone when e.Unit is { } unit:
                return OfUnit(e, unit, EscalationKind.Waiting, undone.Diagnostic);
            case UnitBlocked blocked:
                return OfBlocked(e, blocked);
            case RunCompleted or RunFailed or RunInterrupted:
                return OfEnd(e);
            default:
                return null;
        }
    }

    private DueEscalation? OfUnit(RunEvent e, string unit, EscalationKind kind, Diagnostic problem)
    {
        var id = IdOf(e.Run, problem);
        if (causes.GetValueOrDefault(unit).Id != id)
        {
            Forget(unit);
        }

        causes[unit] = (id, problem);
        return kinds.Contains(kind) ? Tell(EscalationText.OfUnit(Begin(e, id, kind), unit, problem, plan.Behind(unit))) : null;
    }

    /// <summary>The cause is that of the unit in the way: it was told with that unit, or it is told now.</summary>
    private DueEscalation? OfBlocked(RunEvent e, UnitBlocked blocked)
    {
        if (!kinds.Contains(EscalationKind.Blocked) || blocked.BlockedBy.IsDefaultOrEmpty || blocked.BlockedBy.Any(IsTold))
        {
            return null;
        }

        var root = blocked.BlockedBy[0];
        var known = causes.TryGetValue(root, out var cause);
        var id = known ? cause.Id : Digest($"{e.Run}\nblocked\n{root}");
        return Tell(EscalationText.OfBlocked(Begin(e, id, EscalationKind.Blocked), root, known ? cause.Problem : blocked.Diagnostic, plan.Behind(root)));
    }

    private bool IsTold(string root) =>
        causes.TryGetValue(root, out var cause) && (told.Contains(cause.Id) || channels.All(channel => sent.Contains((cause.Id, channel))));

    /// <summary>Each end is told: its event is the journal's last, so none says that it was sent.</summary>
    private DueEscalation? OfEnd(RunEvent e)
    {
        if (kinds.Contains(EscalationKind.Ended))
        {
            return Tell(EscalationText.OfEnd(Begin(e, Digest($"{e.Run}\nended\n{e.Seq}"), EscalationKind.Ended), e.Data, plan.Complete, plan.Count));
        }

        return e.Data is RunFailed { Reason: { } reason } && kinds.Contains(EscalationKind.Failed)
            ? Tell(EscalationText.OfEnd(Begin(e, IdOf(e.Run, reason), EscalationKind.Failed), e.Data, plan.Complete, plan.Count))
            : null;
    }

    private DueEscalation? Tell(EscalationMessage message)
    {
        if (!told.Add(message.Id))
        {
            return null;
        }

        var lacking = channels.RemoveAll(channel => sent.Contains((message.Id, channel)));
        return lacking.IsEmpty ? null : new DueEscalation(message, lacking);
    }

    private void Forget(string unit)
    {
        if (causes.Remove(unit, out var cause) && causes.Values.All(other => other.Id != cause.Id))
        {
            told.Remove(cause.Id);
            sent.RemoveWhere(each => each.Id == cause.Id);
        }
    }

    private EscalationMessage Begin(RunEvent e, string id, EscalationKind kind) => new()
    {
        Id = id,
        Kind = kind,
        Severity = Severity.Error,
        Time = e.Time,
        Repository = repository,
        Run = e.Run,
        Target = target,
        Title = "",
        Message = "",
    };

    private static string IdOf(string run, Diagnostic problem) => Digest($"{run}\n{problem.Code}\n{problem.File}\n{problem.Line}\n{problem.Column}\n{problem.Message}");

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
