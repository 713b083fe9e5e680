using Choo.Testing.GitHub.State;
using GraphQL;

namespace Choo.Testing.GitHub.GraphQL;

/// <content>The mutations.</content>
internal static partial class GraphQlAnswers
{
    private static void AddMutations(Dictionary<string, GraphQlType> types)
    {
        For<object>(types, Mutation)
            .Field("resolveReviewThread", (_, context) => Mutate(context, "pull_requests=write", (call, input) =>
            {
                var thread = Thread(call, input);
                call.Hub.Reviews.Resolve(thread, call.Account.Login);
                return thread;
            }))
            .Field("unresolveReviewThread", (_, context) => Mutate(context, "pull_requests=write", (call, input) =>
            {
                var thread = Thread(call, input);
                call.Hub.Reviews.Unresolve(thread);
                return thread;
            }))
            .Field("markPullRequestReadyForReview", (_, context) => Mutate(context, "pull_requests=write", (call, input) => SetDraft(call, input, draft: false)))
            .Field("convertPullRequestToDraft", (_, context) => Mutate(context, "pull_requests=write", (call, input) => SetDraft(call, input, draft: true)))
            .Field("enqueuePullRequest", (_, context) => Mutate(context, "contents=write", (call, input) =>
                call.Hub.Queue.Enqueue(Pull(call, input), call.Account, input.GetValueOrDefault("expectedHeadOid") as string, input.GetValueOrDefault("jump") is true)));
        Payload(types, "ResolveReviewThreadPayload", "thread");
        Payload(types, "UnresolveReviewThreadPayload", "thread");
        Payload(types, "MarkPullRequestReadyForReviewPayload", "pullRequest");
        Payload(types, "ConvertPullRequestToDraftPayload", "pullRequest");
        Payload(types, "EnqueuePullRequestPayload", "mergeQueueEntry");
    }

    private static void Payload(Dictionary<string, GraphQlType> types, string name, string field) =>
        For<MutationResult>(types, name).Field("clientMutationId", (result, _) => result.ClientMutationId).Field(field, (result, _) => result.Changed);

    private static MutationResult Mutate(IResolveFieldContext context, string need, Func<GraphQlCall, IReadOnlyDictionary<string, object?>, object> change)
    {
        var (call, input) = (GraphQlCall.Of(context), context.GetArgument<Dictionary<string, object?>>("input"));
        return call.Token.Allows(need)
            ? new MutationResult(change(call, input), input.GetValueOrDefault("clientMutationId") as string)
            : throw new ExecutionError("Resource not accessible by personal access token") { Code = "FORBIDDEN" };
    }

    private static PullRequest SetDraft(GraphQlCall call, IReadOnlyDictionary<string, object?> input, bool draft)
    {
        var pull = Pull(call, input);
        if (!pull.IsOpen)
        {
            throw new RefusedException(422, "Pull request is closed");
        }

        call.Hub.PullRequests.SetDraft(pull, draft);
        return pull;
    }

    private static PullRequest Pull(GraphQlCall call, IReadOnlyDictionary<string, object?> input) => Node<PullRequest>(call, (string)input["pullRequestId"]!);

    private static ReviewThread Thread(GraphQlCall call, IReadOnlyDictionary<string, object?> input) => Node<ReviewThread>(call, (string)input["threadId"]!);

    private static T Node<T>(GraphQlCall call, string id)
        where T : class => Node(call.Hub, id) as T ?? throw NotFound($"Could not resolve to a {typeof(T).Name} node with the global id of '{id}'.");
}
