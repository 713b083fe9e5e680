using System.Collections.Immutable;
using Choo.Adapters.Forge.GitHub.Wire;
using Choo.Core.Forge;

namespace Choo.Adapters.Forge.GitHub;

/// <summary>GitHub's words as values; a word that is not known is the value that promises least.</summary>
internal static class Words
{
    public static ForgeUser User(UserData? user) => user?.Login is { } login ? new ForgeUser(login, user.Type == "Bot") : Ghost;

    public static ForgeUser User(ActorNode? actor) => actor?.Login is { } login ? new ForgeUser(actor.TypeName == "Bot" ? BotName(login) : login, actor.TypeName == "Bot") : Ghost;

    public static AuthorAssociation Association(string? word) => word switch
    {
        "OWNER" => AuthorAssociation.Owner,
        "MEMBER" => AuthorAssociation.Member,
        "COLLABORATOR" => AuthorAssociation.Collaborator,
        "CONTRIBUTOR" => AuthorAssociation.Contributor,
        "FIRST_TIME_CONTRIBUTOR" or "FIRST_TIMER" => AuthorAssociation.FirstTimeContributor,
        _ => AuthorAssociation.None,
    };

    public static ReviewState Review(string? word) => word switch
    {
        "APPROVED" => ReviewState.Approved,
        "CHANGES_REQUESTED" => ReviewState.ChangesRequested,
        "DISMISSED" => ReviewState.Dismissed,
        "PENDING" => ReviewState.Pending,
        _ => ReviewState.Commented,
    };

    public static ReactionKind Reaction(string? word) => word switch
    {
        "THUMBS_UP" => ReactionKind.ThumbsUp,
        "THUMBS_DOWN" => ReactionKind.ThumbsDown,
        "EYES" => ReactionKind.Eyes,
        _ => ReactionKind.Other,
    };

    public static PullRequestState State(string? word) => word switch
    {
        "MERGED" => PullRequestState.Merged,
        "CLOSED" => PullRequestState.Closed,
        _ => PullRequestState.Open,
    };

    public static Mergeability Mergeable(string? word) => word switch
    {
        "MERGEABLE" => Mergeability.Clean,
        "CONFLICTING" => Mergeability.Conflicting,
        _ => Mergeability.Unknown,
    };

    public static ReviewDecision Decision(string? word) => word switch
    {
        "APPROVED" => ReviewDecision.Approved,
        "CHANGES_REQUESTED" => ReviewDecision.ChangesRequested,
        "REVIEW_REQUIRED" => ReviewDecision.ReviewRequired,
        _ => ReviewDecision.None,
    };

    public static CheckState Check(string? status, string? conclusion) => (status, conclusion) switch
    {
        ("in_progress", _) => CheckState.Running,
        ("completed", "success") => CheckState.Passed,
        ("completed", "neutral") => CheckState.Neutral,
        ("completed", "skipped") => CheckState.Skipped,
        ("completed", "failure" or "startup_failure") => CheckState.Failed,
        ("completed", "cancelled" or "stale") => CheckState.Cancelled,
        ("completed", "timed_out") => CheckState.TimedOut,
        ("completed", "action_required") => CheckState.ActionRequired,
        ("completed", _) => CheckState.Failed,
        _ => CheckState.Waiting,
    };

    public static CheckState Status(string? word) => word?.ToUpperInvariant() switch
    {
        "SUCCESS" => CheckState.Passed,
        "FAILURE" or "ERROR" => CheckState.Failed,
        _ => CheckState.Waiting,
    };

    public static string Of(MergeMethod method) => method switch
    {
        MergeMethod.Squash => "squash",
        MergeMethod.Rebase => "rebase",
        _ => "merge",
    };

    public static ImmutableArray<MergeMethod> Methods(IEnumerable<string> words) =>
    [
        .. words.Select(word => word switch
        {
            "merge" => MergeMethod.Merge,
            "squash" => MergeMethod.Squash,
            "rebase" => (MergeMethod?)MergeMethod.Rebase,
            _ => null,
        }).OfType<MergeMethod>(),
    ];

    private static ForgeUser Ghost { get; } = new("ghost", false);

    // The REST interface adds it and GraphQL does not: one account has one name here.
    private static string BotName(string login) => login.EndsWith("[bot]", StringComparison.Ordinal) ? login : $"{login}[bot]";
}
