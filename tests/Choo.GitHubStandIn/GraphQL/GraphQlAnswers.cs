using Choo.Testing.GitHub.Rest;
using Choo.Testing.GitHub.State;
using GraphQL;

namespace Choo.Testing.GitHub.GraphQL;

/// <summary>The answer to each field of the schema.</summary>
internal static partial class GraphQlAnswers
{
    private const string Query = "Query";
    private const string Mutation = "Mutation";

    /// <summary>The types by name.</summary>
    public static IReadOnlyDictionary<string, GraphQlType> Types { get; } = Build();

    /// <summary>The answer to a field.</summary>
    public static Func<IResolveFieldContext, object?> Find(string type, string field) =>
        Types.TryGetValue(type, out var known) && known.Fields.TryGetValue(field, out var answer)
            ? Refusing(answer)
            : throw new InvalidOperationException($"the stand-in has no answer to {type}.{field}");

    private static Dictionary<string, GraphQlType> Build()
    {
        var types = new Dictionary<string, GraphQlType>(StringComparer.Ordinal);
        AddRoots(types);
        AddRepository(types);
        AddPullRequest(types);
        AddReviews(types);
        AddChecks(types);
        AddMutations(types);
        foreach (var name in new[] { "PullRequest", "PullRequestReviewThread", "PullRequestReviewComment", "PullRequestReview", "IssueComment", "Reaction", "ReviewRequest", "Label", "PullRequestCommit", "StatusCheckRollupContext" })
        {
            For<Connection>(types, $"{name}Connection")
                .Field("nodes", (page, _) => page.Nodes).Field("totalCount", (page, _) => page.Total).Field("pageInfo", (page, _) => page);
        }

        For<Connection>(types, "PageInfo")
            .Field("hasNextPage", (page, _) => page.HasNext).Field("hasPreviousPage", (page, _) => page.Start > 0)
            .Field("startCursor", (page, _) => page.StartCursor).Field("endCursor", (page, _) => page.EndCursor);
        return types;
    }

    private static void AddRoots(Dictionary<string, GraphQlType> types)
    {
        For<object>(types, Query)
            // The schema knows a viewer as a user, an app's account too.
            .Field("viewer", (_, context) => GraphQlCall.Of(context).Account with { IsBot = false })
            .Field("repository", (_, context) => Repository(context))
            .Field("node", (_, context) => Node(GraphQlCall.Of(context).Hub, context.GetArgument<string>("id")))
            .Field("nodes", (_, context) => context.GetArgument<List<string>>("ids").Select(id => Node(GraphQlCall.Of(context).Hub, id)).ToArray())
            .Field("rateLimit", (_, context) => GraphQlCall.Of(context));
        For<GraphQlCall>(types, "RateLimit")
            .Field("cost", (call, _) => call.Cost.Points)
            .Field("nodeCount", (call, _) => (int)call.Cost.Nodes)
            .Field("limit", (call, _) => call.Quotas.Limit)
            .Field("remaining", (call, _) => Math.Max(0, call.Quotas.Remaining(call.Account.Login, "graphql") - call.Cost.Points))
            .Field("used", (call, _) => call.Quotas.Limit - call.Quotas.Remaining(call.Account.Login, "graphql") + call.Cost.Points)
            .Field("resetAt", (call, _) => Shapes.Time(call.Quotas.Reset(call.Account.Login, "graphql")));
        foreach (var bot in new[] { false, true })
        {
            For<Account>(types, bot ? "Bot" : "User", account => account.IsBot == bot)
                .Field("id", (account, _) => NodeIds.Of(account)).Field("databaseId", (account, _) => (int)account.Id).Field("login", (account, _) => account.Login)
                .Field("url", (account, context) => $"{GraphQlCall.Of(context).Origin}/{account.Login}");
        }
    }

    private static RepositorySettings Repository(IResolveFieldContext context)
    {
        var (name, call) = ($"{context.GetArgument<string>("owner")}/{context.GetArgument<string>("name")}", GraphQlCall.Of(context));
        return name.Equals(call.Hub.Repository.FullName, StringComparison.OrdinalIgnoreCase) && call.Token.Allows("metadata")
            ? call.Hub.Repository
            : throw NotFound($"Could not resolve to a Repository with the name '{name}'.");
    }

    private static object Node(HubState hub, string id)
    {
        var pulls = hub.PullRequests.All;
        return pulls.FirstOrDefault(pull => NodeIds.Of(pull) == id)
            ?? (object?)pulls.SelectMany(pull => pull.Threads).FirstOrDefault(thread => NodeIds.Of(thread) == id)
            ?? (id == NodeIds.Repository ? hub.Repository : null)
            ?? throw NotFound($"Could not resolve to a node with the global id of '{id}'.");
    }

    private static ExecutionError NotFound(string message) => new(message) { Code = "NOT_FOUND" };

    private static Func<IResolveFieldContext, object?> Refusing(Func<IResolveFieldContext, object?> answer) => context =>
    {
        try
        {
            return answer(context);
        }
        catch (RefusedException refusal)
        {
            throw new ExecutionError(refusal.Message) { Code = "UNPROCESSABLE" };
        }
    };

    private static Fields<T> For<T>(Dictionary<string, GraphQlType> types, string name, Func<T, bool>? also = null)
    {
        var type = new GraphQlType(source => source is T one && (also is null || also(one)));
        types.Add(name, type);
        return new Fields<T>(type);
    }

    /// <summary>Fills a type's fields.</summary>
    private sealed record Fields<T>(GraphQlType Type)
    {
        public Fields<T> Field(string name, Func<T, IResolveFieldContext, object?> answer)
        {
            Type.Fields.Add(name, context => answer((T)context.Source!, context));
            return this;
        }

        /// <summary>A field that gives pages.</summary>
        public Fields<T> Pages(string name, Func<T, IResolveFieldContext, IEnumerable<object>> all) => Field(name, (source, context) => Connection.Page(all(source, context), context));
    }
}
