using Choo.Testing.GitHub.State;

namespace Choo.Testing.GitHub.Rest;

/// <summary>The ids that GraphQL knows things by: a kind and a number or name.</summary>
internal static class NodeIds
{
    public const string Repository = "R_1";

    public static string Of(Account account) => $"U_{account.Id}";

    public static string Of(Issue issue) => $"{(issue is PullRequest ? "PR" : "I")}_{issue.Id}";

    public static string Of(IssueComment comment) => $"IC_{comment.Id}";

    public static string Of(Reaction reaction) => $"REA_{reaction.Id}";

    public static string Of(Review review) => $"PRR_{review.Id}";

    public static string Of(ReviewThread thread) => $"PRRT_{thread.Id}";

    public static string Of(ReviewComment comment) => $"PRRC_{comment.Id}";

    public static string Of(CheckRun run) => $"CR_{run.Id}";

    public static string Of(CommitStatus status) => $"SC_{status.Id}";

    public static string Of(Milestone milestone) => $"MI_{milestone.Id}";

    public static string Of(QueueEntry entry) => $"MQE_{entry.Id}";

    public static string Label(string name) => $"LA_{name}";

    public static string Ref(string branch) => $"REF_{branch}";

    public static string Commit(string commit) => $"C_{commit}";
}
