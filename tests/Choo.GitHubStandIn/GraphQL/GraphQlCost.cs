using System.Text.Json.Nodes;
using GraphQLParser.AST;

namespace Choo.Testing.GitHub.GraphQL;

/// <summary>What a query costs by GitHub's rule: the requests that its connections would take at their limits, by the hundred.</summary>
/// <param name="Points">Points of the quota, at least 1.</param>
/// <param name="Nodes">How many nodes it may give at most.</param>
/// <param name="Wrong">What is wrong with the limits, in GitHub's words; null for nothing.</param>
internal sealed record GraphQlCost(int Points, long Nodes, string? Wrong)
{
    private const int MostNodes = 500_000;

    /// <param name="document">The request's document.</param>
    /// <param name="operation">The operation that runs.</param>
    /// <param name="variables">Its variables.</param>
    public static GraphQlCost Of(GraphQLDocument document, GraphQLOperationDefinition operation, JsonObject? variables)
    {
        var fragments = document.Definitions.OfType<GraphQLFragmentDefinition>().ToDictionary(each => each.FragmentName.Name.StringValue, each => each.SelectionSet);
        var (requests, nodes) = (0L, 0L);
        string? wrong = null;
        Walk(operation.SelectionSet, 1);
        wrong ??= nodes > MostNodes ? $"This query requests up to {nodes:N0} possible nodes which exceeds the maximum limit of {MostNodes:N0}." : null;
        return new GraphQlCost((int)Math.Max(1, Math.Round(requests / 100.0, MidpointRounding.AwayFromZero)), nodes, wrong);

        void Walk(GraphQLSelectionSet? set, long parents)
        {
            foreach (var selection in set?.Selections ?? [])
            {
                switch (selection)
                {
                    case GraphQLField field:
                        Walk(field.SelectionSet, Connection(field, parents));
                        break;
                    case GraphQLInlineFragment inline:
                        Walk(inline.SelectionSet, parents);
                        break;
                    case GraphQLFragmentSpread spread when fragments.TryGetValue(spread.FragmentName.Name.StringValue, out var fragment):
                        Walk(fragment, parents);
                        break;
                    default:
                        break;
                }
            }
        }

        long Connection(GraphQLField field, long parents)
        {
            var name = field.Name.StringValue;
            if (!GraphQlSchema.Connections.Contains(name))
            {
                return parents;
            }

            var limit = GraphQlText.Number(field, "first", variables) ?? GraphQlText.Number(field, "last", variables);
            wrong ??= limit switch
            {
                null => $"You must provide a `first` or `last` value to properly paginate the `{name}` connection.",
                < 1 or > 100 => $"Requesting {limit} records on the `{name}` connection exceeds the `first` limit of 100 records.",
                _ => null,
            };
            requests += parents;
            nodes += parents * (limit ?? 0);
            return parents * (limit ?? 0);
        }
    }
}
