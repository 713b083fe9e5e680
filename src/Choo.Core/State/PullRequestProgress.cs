using System.Collections.Immutable;
using Choo.Core.Events;

namespace Choo.Core.State;

/// <summary>What the events say of a unit's pull request.</summary>
public sealed record PullRequestProgress
{
    /// <summary>The branch with the work.</summary>
    public required string Branch { get; init; }

    /// <summary>The newest commit that was pushed or is about to be.</summary>
    public required string Commit { get; init; }

    /// <summary>The commit that it was merged onto.</summary>
    public required string Onto { get; init; }

    /// <summary>The unit whose pull request it stands on; null for none.</summary>
    public string? Below { get; init; }

    /// <summary>Whether it ever stood on another one, so that it has that one's commits too.</summary>
    public bool WasStacked { get; init; }

    /// <summary>The branch that it is to be merged into; null for the target.</summary>
    public string? Base { get; init; }

    /// <summary>Whether units that depend on this one may begin on top of it.</summary>
    public bool Stacks { get; init; }

    /// <summary>Its number; null until it is known to be open.</summary>
    public int? Number { get; init; }

    /// <summary>Its web page.</summary>
    public string? Url { get; init; }

    /// <summary>Every commit that was pushed or is about to be, oldest first.</summary>
    public ImmutableArray<string> Heads { get; init; } = [];

    /// <summary>Whether <see cref="Commit"/> is known to be in the pull request.</summary>
    public bool IsPushed { get; init; }

    /// <summary>When it was pushed.</summary>
    public DateTimeOffset PushedAt { get; init; }

    /// <summary>What reviewers said last.</summary>
    public PullRequestStatus Status { get; init; }

    /// <summary>What the next push answers; null when nothing is asked.</summary>
    public PullRequestFeedback? Asked { get; init; }

    /// <summary>How many rounds of feedback were answered.</summary>
    public int Rounds { get; init; }

    /// <summary>The newest time, by the forge's clock, of what was said before the last answer; approvals up to then do not count.</summary>
    public DateTimeOffset? Seen { get; init; }

    /// <summary>The commit that was put into the forge's merge queue last.</summary>
    public string? Queued { get; init; }

    /// <summary>Whether it has to be merged with the target and proved again.</summary>
    public bool IsOutdated { get; init; }

    /// <summary>The commit that its merge made; null while it is not merged.</summary>
    public string? Merged { get; init; }

    /// <summary>What is known after an event.</summary>
    /// <param name="known">What was known; null for nothing.</param>
    /// <param name="data">What happened.</param>
    /// <param name="time">When.</param>
    public static PullRequestProgress? After(PullRequestProgress? known, EventData data, DateTimeOffset time) => (known, data) switch
    {
        (null, PullRequestPushing pushing) => new() { Branch = pushing.Branch, Commit = pushing.Commit, Onto = pushing.Onto, Below = pushing.Below, WasStacked = pushing.Below is not null, Heads = [pushing.Commit] },
        (null, PullRequestOpened opened) => After(new() { Branch = opened.Branch, Commit = opened.Commit, Onto = "", Heads = [opened.Commit] }, opened, time),
        (null, _) => null,
        (_, PullRequestPushing pushing) => known with
        {
            Branch = pushing.Branch,
            Commit = pushing.Commit,
            Onto = pushing.Onto,
            Below = pushing.Below,
            WasStacked = known.WasStacked || pushing.Below is not null,
            Heads = known.Heads.Contains(pushing.Commit) ? known.Heads : known.Heads.Add(pushing.Commit),
            IsPushed = false,
            IsOutdated = false,
        },
        (_, PullRequestOpened opened) => known with
        {
            Number = opened.Number,
            Url = opened.Url,
            Base = opened.Base,
            Stacks = opened.Stacks == true,
            IsPushed = true,
            PushedAt = time,
            Status = PullRequestStatus.Pending,
        },
        (_, PullRequestUpdated) => known with
        {
            IsPushed = true,
            PushedAt = time,
            Status = PullRequestStatus.Pending,
            Rounds = known.Asked?.Round ?? known.Rounds,
            Seen = known.Asked?.Seen ?? known.Seen,
            Asked = null,
        },
        (_, PullRequestReviewed reviewed) => known with
        {
            Status = reviewed.Status.Known ?? known.Status,

            // It is followed again: what a crash cut off is asked for anew.
            Asked = known.IsPushed ? null : known.Asked,
        },
        (_, PullRequestFeedback feedback) => known with { Asked = feedback },
        (_, PullRequestOutdated { Base: not null }) => known with { IsOutdated = true, Base = null, Below = null },
        (_, PullRequestOutdated) => known with { IsOutdated = true },
        (_, PullRequestQueued queued) => known with { Queued = queued.Commit },
        (_, PullRequestMerged merged) => known with { Merged = merged.Commit },
        _ => known,
    };
}
