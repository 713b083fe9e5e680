using Choo.Adapters.Git;
using Choo.Adapters.Journal;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.State;

namespace Choo.Engine;

/// <summary>The run that is resumed: the newest one.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State">How far it came.</param>
/// <param name="LastSeq">The newest sequence number in its journal.</param>
internal sealed record ResumedRun(string Id, RunState State, long LastSeq)
{
    /// <summary>Whether nothing of it is left to do.</summary>
    public bool IsComplete => State.End is RunCompleted;

    /// <summary>Finds it, or why what was asked cannot be done with it.</summary>
    public static (ResumedRun? Run, Diagnostic? Problem) Find(Repository repository, RunRequest request)
    {
        var folders = new RunFolders(repository.ChooDir);
        if (folders.All() is not [var id, ..])
        {
            return (null, DiagnosticCodes.NothingToResume.Because("no run has been started here yet; `dotnet choo run` starts one"));
        }

        var journal = new JournalReader(folders.Journal(id)).ToEnd();
        if (journal is { Problem: null, Began: null })
        {
            return (null, DiagnosticCodes.NothingToResume.Because($"the run {id} ended before it started any work; `dotnet choo run` starts a new one"));
        }

        if (journal.Problem is not null || journal.State is not { } state)
        {
            return (null, journal.Problem ?? DiagnosticCodes.JournalUnreadable.At(folders.Journal(id), 1, 1, "the journal does not begin with orch.started"));
        }

        return (TestAcceptance.Problem(state, request.Accept) ?? (request.Retry is { } retried ? RetryRefusal.Of(state, retried) : null)) is { } refusal
            ? (null, refusal)
            : (new ResumedRun(id, state, journal.LastSeq), null);
    }
}
