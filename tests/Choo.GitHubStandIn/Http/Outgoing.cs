namespace Choo.Testing.GitHub.Http;

/// <summary>An answer as it goes out.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">The text; empty for none.</param>
/// <param name="Headers">The headers.</param>
internal sealed record Outgoing(int Status, string Body, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>What goes out in place of the text; null for the text.</summary>
    public byte[]? Content { get; init; }

    /// <summary>Whose token the request had.</summary>
    public string? Login { get; init; }

    /// <summary>What it took of the quota.</summary>
    public int Cost { get; init; }

    /// <summary>Whether an endpoint did its work.</summary>
    public bool Worked { get; init; }
}
