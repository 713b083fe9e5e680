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
}
