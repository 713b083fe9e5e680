using GraphQL;

namespace Choo.Testing.GitHub.GraphQL;

/// <summary>How the fields of a type are answered.</summary>
/// <param name="Is">Whether an object is of it.</param>
internal sealed record GraphQlType(Func<object, bool> Is)
{
    public Dictionary<string, Func<IResolveFieldContext, object?>> Fields { get; } = new(StringComparer.Ordinal);
}
