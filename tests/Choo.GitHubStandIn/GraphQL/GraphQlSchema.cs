using Choo.Testing.GitHub.Description;
using GraphQL.Resolvers;
using GraphQL.Types;
using GraphQLParser;
using GraphQLParser.AST;

namespace Choo.Testing.GitHub.GraphQL;

/// <summary>The part of GitHub's schema that lies in <c>schema.graphql</c>, with the stand-in's answers to its fields.</summary>
internal static class GraphQlSchema
{
    private static readonly Lazy<ISchema> Built = new(Build);

    private static readonly Lazy<IReadOnlySet<string>> ConnectionFields = new(() => Parser.Parse(RestDescription.Read("schema.graphql")).Definitions.OfType<GraphQLObjectTypeDefinition>()
        .SelectMany(type => type.Fields ?? Enumerable.Empty<GraphQLFieldDefinition>()).Where(field => Name(field.Type).EndsWith("Connection", StringComparison.Ordinal))
        .Select(field => field.Name.StringValue).ToHashSet(StringComparer.Ordinal));

    public static ISchema Whole => Built.Value;

    /// <summary>The fields that give pages.</summary>
    public static IReadOnlySet<string> Connections => ConnectionFields.Value;

    private static Schema Build()
    {
        var schema = Schema.For(RestDescription.Read("schema.graphql"), builder =>
        {
            foreach (var (name, type) in GraphQlAnswers.Types)
            {
                builder.Types.For(name).IsTypeOfFunc = type.Is;
            }
        });
        foreach (var name in new[] { "BigInt", "DateTime", "GitObjectID", "URI" })
        {
            schema.RegisterType(new StringGraphType { Name = name });
        }

        schema.Initialize();
        foreach (var type in schema.AllTypes.OfType<IObjectGraphType>().Where(type => !type.Name.StartsWith("__", StringComparison.Ordinal)))
        {
            foreach (var field in type.Fields)
            {
                var answer = GraphQlAnswers.Find(type.Name, field.Name);
                field.Resolver = new FuncFieldResolver<object>(context => answer(context));
            }
        }

        return schema;
    }

    private static string Name(GraphQLType type) => type switch
    {
        GraphQLNonNullType inner => Name(inner.Type),
        GraphQLListType inner => Name(inner.Type),
        GraphQLNamedType named => named.Name.StringValue,
        _ => "",
    };
}
