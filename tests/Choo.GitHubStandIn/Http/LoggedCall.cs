namespace Choo.Testing.GitHub.Http;

/// <summary>A request and its answer, without any token.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path below the API's address, with the query.</param>
/// <param name="Body">The request's body; empty without one.</param>
public sealed record LoggedCall(string Method, string Path, string Body)
{
    /// <summary>The root fields of a GraphQL request; empty for REST.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>Whose token it came with; null when it was refused.</summary>
    public string? Login { get; init; }

    /// <summary>The status that was answered; 0 when the connection was cut before.</summary>
    public int Status { get; init; }

    /// <summary>The answer's body; empty without one.</summary>
    public string Answer { get; init; } = "";

    /// <summary>The headers of the answer.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>What it took of the quota: 1 for REST, the points for GraphQL, 0 when it was free.</summary>
    public int Cost { get; init; }

    /// <summary>The fault that was put in; null for none.</summary>
    public FaultEffect? Fault { get; init; }

    /// <summary>Whether the work was done, whatever was answered.</summary>
    public bool Worked { get; init; }
}
