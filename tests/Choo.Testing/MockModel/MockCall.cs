namespace Choo.Testing.MockModel;

/// <summary>A request that came: enough to see who asked for what.</summary>
/// <param name="Api">messages or responses; failed when the server itself did.</param>
/// <param name="Model">The model asked for.</param>
/// <param name="Tools">The tools offered.</param>
/// <param name="ToolResults">Tool results in the conversation so far.</param>
public sealed record MockCall(string Api, string Model, IReadOnlyList<string> Tools, int ToolResults);

/// <summary>A request as an API's reader understood it, with the ways to answer it.</summary>
internal sealed record MockQuestion
{
    public required string Api { get; init; }

    public required string Model { get; init; }

    public required IReadOnlyList<string> Tools { get; init; }

    public required int ToolResults { get; init; }

    public required string Prompt { get; init; }

    public MockScript Script => MockScript.Parse(Prompt);

    /// <summary>Content type and body of the answer.</summary>
    public required Func<MockTurn, (string Type, string Text)> Answer { get; init; }

    /// <summary>The body of an error with an HTTP status.</summary>
    public required Func<int, string> Error { get; init; }
}
