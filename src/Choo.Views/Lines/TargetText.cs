using Choo.Core.Events;
using Choo.Core.State;

namespace Choo.Views.Lines;

/// <summary>Why a run as a whole stopped: usually a target whose baseline fails already.</summary>
internal static class TargetText
{
    /// <summary>The reason and what the failed gates found; nothing where the run did not stop by itself.</summary>
    public static IEnumerable<string> Reason(RunState state, string run) => state.End is RunFailed { Reason: { } reason }
        ? [reason.ToString(), .. GateLines.Details(state.TargetFailure, run)]
        : [];

    /// <summary>What was wrong with the target, in a few words; null when the code of the run's end is that of another reason.</summary>
    public static string? Brief(string code, RunState state) => code switch
    {
        "CHOO4103" => $"the baseline already fails on {state.Started.Target}",
        "CHOO4104" => $"a setup command fails on {state.Started.Target}",
        _ => null,
    };
}
