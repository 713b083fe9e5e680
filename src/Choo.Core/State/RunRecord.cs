using Choo.Core.Diagnostics;
using Choo.Core.Events;

namespace Choo.Core.State;

/// <summary>A run as its journal records it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Folder">Its folder.</param>
/// <param name="State">What its events come to.</param>
/// <param name="Alive">Whether a live process holds the repository's run lock.</param>
/// <param name="Root">The repository's root.</param>
public sealed record RunRecord(string Id, string Folder, RunState State, bool Alive, string Root)
{
    /// <summary>When it began.</summary>
    public DateTimeOffset Began { get; init; }

    /// <summary>How long it worked, over all its starts.</summary>
    public TimeSpan Worked { get; init; }

    /// <summary>What is wrong with its journal, which was read up to there; null when nothing is.</summary>
    public Diagnostic? Problem { get; init; }

    /// <summary>running, complete, failed or interrupted.</summary>
    public string StateName => State.End switch
    {
        RunCompleted => "complete",
        RunFailed => "failed",
        RunInterrupted => "interrupted",
        _ => Alive ? "running" : "interrupted",
    };
}
