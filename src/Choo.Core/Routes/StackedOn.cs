using Choo.Core.State;

namespace Choo.Core.Routes;

/// <summary>The pull request that another stands on.</summary>
/// <param name="Unit">Its unit.</param>
/// <param name="PullRequest">What is known of it.</param>
/// <param name="HasLanded">Whether the target has its work.</param>
/// <param name="IsStopped">Whether it waits for a person, or failed, so that nobody brings it on.</param>
public sealed record StackedOn(string Unit, PullRequestProgress PullRequest, bool HasLanded, bool IsStopped)
{
    /// <summary>Whether it failed, in a turn for instance.</summary>
    public bool HasFailed { get; init; }

    /// <summary>Its name for people.</summary>
    public string Name => PullRequest.Number is { } number ? $"#{number} of {Unit}" : $"that of {Unit}";
}
