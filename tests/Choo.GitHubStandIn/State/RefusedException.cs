using System.Text.Json.Nodes;

namespace Choo.Testing.GitHub.State;

/// <summary>What GitHub refuses, with its status and its words.</summary>
public sealed class RefusedException : Exception
{
    public RefusedException(int status, string message, params JsonNode[] errors)
        : base(message) => (Status, Errors) = (status, errors);

    public int Status { get; }

    /// <summary>The members of <c>errors</c> in the answer.</summary>
    public IReadOnlyList<JsonNode> Errors { get; }

    public static RefusedException NotFound() => new(404, "Not Found");

    /// <summary>422 about one field.</summary>
    public static RefusedException Invalid(string resource, string field, string code) =>
        new(422, "Validation Failed", new JsonObject { ["resource"] = resource, ["field"] = field, ["code"] = code });

    /// <summary>422 with words of its own.</summary>
    public static RefusedException Custom(string resource, string message) =>
        new(422, "Validation Failed", new JsonObject { ["resource"] = resource, ["code"] = "custom", ["message"] = message });
}
