using System.Text.Json;
using System.Text.Json.Nodes;
using Choo.Testing.GitHub.Http;
using Choo.Testing.GitHub.State;
using GraphQL;
using GraphQL.Execution;
using GraphQL.SystemTextJson;
using GraphQLParser;
using GraphQLParser.Exceptions;

namespace Choo.Testing.GitHub.GraphQL;

/// <summary>POST /graphql: any query over the schema's fields, validated and executed as GraphQL is.</summary>
internal sealed class GraphQlApi(HubState hub, Quotas quotas)
{
    private static readonly GraphQLSerializer Serializer = new();

    /// <summary>The answer when the hour's points are used up: GraphQL says so in an answer 200.</summary>
    public static ApiAnswer Limited(Account account) => Errors(0, Error("RATE_LIMITED", $"API rate limit exceeded for user ID {account.Id}."));

    public ApiAnswer Answer(AccessToken token, JsonNode? request, string origin, Violations violations)
    {
        if (request is not JsonObject || request["query"] is not JsonValue query || !query.TryGetValue<string>(out var text))
        {
            violations.Add("POST /graphql", ["there is no query"]);
            return ApiAnswer.Error(400, "A query attribute must be specified and must be a string.") with { Points = 1 };
        }

        var (variables, name) = (request["variables"] as JsonObject, request["operationName"]?.GetValue<string>());
        GraphQlCost cost;
        try
        {
            var document = Parser.Parse(text);
            cost = GraphQlText.Operation(document, name) is { } operation ? GraphQlCost.Of(document, operation, variables) : new GraphQlCost(1, 0, "An operation name is required");
        }
        catch (GraphQLParserException exception)
        {
            violations.Add("POST /graphql", [exception.Message]);
            return Errors(1, Error("PARSE_ERROR", exception.Message));
        }

        if (cost.Wrong is { } wrong)
        {
            violations.Add("POST /graphql", [wrong]);
            return Errors(1, Error("MISSING_PAGINATION_BOUNDARIES", wrong));
        }

        return hub.Do(() => Execute(new GraphQlCall(hub, token, origin, cost) { Quotas = quotas }, text, name, variables, violations));
    }

    private static ApiAnswer Execute(GraphQlCall call, string text, string? name, JsonObject? variables, Violations violations)
    {
        // All answers are at hand, so that it has ended when it comes back.
        var result = new DocumentExecuter().ExecuteAsync(new ExecutionOptions
        {
            Schema = GraphQlSchema.Whole,
            Query = text,
            OperationName = name,
            Variables = variables is null ? Inputs.Empty : Serializer.Deserialize<Inputs>(variables.ToJsonString()) ?? Inputs.Empty,
            UserContext = call.AsContext(),
            ThrowOnUnhandledException = true,
        }).GetAwaiter().GetResult();
        violations.Add("POST /graphql", (result.Errors ?? []).Where(error => error is DocumentError).Select(error => error.Message));
        var body = JsonSerializer.SerializeToNode(JsonDocument.Parse(Serializer.Serialize(result)))!.AsObject();
        foreach (var error in body["errors"]?.AsArray() ?? [])
        {
            // GitHub tells the kind beside the message.
            error!["type"] = error["extensions"]?["code"]?.DeepClone();
            error.AsObject().Remove("extensions");
        }

        return new ApiAnswer(200, body) { Points = call.Cost.Points };
    }

    private static ApiAnswer Errors(int points, JsonObject error) => new(200, new JsonObject { ["errors"] = new JsonArray(error) }) { Points = points };

    private static JsonObject Error(string type, string message) => new() { ["type"] = type, ["message"] = message };
}
