using System.Globalization;
using System.Text.Json.Nodes;
using GraphQLParser;
using GraphQLParser.AST;
using GraphQLParser.Exceptions;

namespace Choo.Testing.GitHub.GraphQL;

/// <summary>What can be read from a request's text without the schema.</summary>
internal static class GraphQlText
{
    /// <summary>The names of the fields that the operation begins with; none when it cannot be read.</summary>
    public static IReadOnlyList<string> RootFields(JsonNode? request)
    {
        try
        {
            return request is JsonObject && request["query"]?.GetValue<string>() is { } text
                ? [.. Operation(Parser.Parse(text), request["operationName"]?.GetValue<string>())?.SelectionSet.Selections.OfType<GraphQLField>().Select(field => field.Name.StringValue) ?? []]
                : [];
        }
        catch (Exception exception) when (exception is GraphQLParserException or InvalidOperationException)
        {
            return [];
        }
    }

    /// <summary>The operation that is asked for by name, or the only one.</summary>
    public static GraphQLOperationDefinition? Operation(GraphQLDocument document, string? name) =>
        document.Definitions.OfType<GraphQLOperationDefinition>().FirstOrDefault(each => string.IsNullOrEmpty(name) || each.Name?.StringValue == name);

    /// <summary>The whole number that an argument has, as it stands or by a variable; null when there is none.</summary>
    public static int? Number(GraphQLField field, string argument, JsonObject? variables) =>
        field.Arguments?.FirstOrDefault(each => each.Name.StringValue == argument)?.Value switch
        {
            GraphQLIntValue number => int.Parse((string)number.Value, CultureInfo.InvariantCulture),
            GraphQLVariable variable => variables?[variable.Name.StringValue] is JsonValue value && value.TryGetValue<int>(out var number) ? number : null,
            _ => null,
        };
}
