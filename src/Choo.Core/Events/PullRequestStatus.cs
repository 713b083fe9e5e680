namespace Choo.Core.Events;

/// <summary>What reviewers say of a pull request, in one.</summary>
public enum PullRequestStatus
{
    /// <summary>Nothing yet.</summary>
    Pending,

    /// <summary>Somebody is looking at it.</summary>
    InProgress,

    /// <summary>It is approved.</summary>
    Approved,

    /// <summary>Changes are asked for.</summary>
    ChangesRequested,
}
