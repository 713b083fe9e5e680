using System.Globalization;
using System.Text;
using GraphQL;

namespace Choo.Testing.GitHub.GraphQL;

/// <summary>A page of a list.</summary>
/// <param name="Nodes">What is on it.</param>
/// <param name="Start">How many come before it.</param>
/// <param name="Total">How many there are in all.</param>
internal sealed record Connection(IReadOnlyList<object> Nodes, int Start, int Total)
{
    public bool HasNext => Start + Nodes.Count < Total;

    public string? StartCursor => Nodes.Count == 0 ? null : Cursor(Start);

    public string? EndCursor => Nodes.Count == 0 ? null : Cursor(Start + Nodes.Count - 1);

    /// <summary>The page that the field's arguments ask for.</summary>
    public static Connection Page(IEnumerable<object> all, IResolveFieldContext context)
    {
        object[] items = [.. all];
        var from = Index(context.GetArgument<string?>("after")) + 1 ?? 0;
        var to = Index(context.GetArgument<string?>("before")) ?? items.Length;
        if (context.GetArgument<int?>("first") is { } first)
        {
            to = Math.Min(to, from + first);
        }
        else if (context.GetArgument<int?>("last") is { } last)
        {
            from = Math.Max(from, to - last);
        }

        return new Connection([.. items.Skip(from).Take(Math.Max(0, to - from))], Math.Min(from, items.Length), items.Length);
    }

    private static string Cursor(int index) => Convert.ToBase64String(Encoding.ASCII.GetBytes($"cursor:{index}"));

    private static int? Index(string? cursor)
    {
        try
        {
            return cursor is null ? null : int.Parse(Encoding.ASCII.GetString(Convert.FromBase64String(cursor)).Split(':')[1], CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is FormatException or IndexOutOfRangeException)
        {
            throw new ExecutionError($"`{cursor}` does not appear to be a valid cursor.") { Code = "INVALID_CURSOR_ARGUMENTS" };
        }
    }
}
