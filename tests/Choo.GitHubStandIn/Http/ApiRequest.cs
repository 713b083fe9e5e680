using System.Globalization;
using System.Text.Json.Nodes;
using Choo.Testing.GitHub.Rest;
using Choo.Testing.GitHub.State;

namespace Choo.Testing.GitHub.Http;

/// <summary>A request that a route answers.</summary>
/// <param name="Hub">What it is about.</param>
/// <param name="Account">Who asks.</param>
/// <param name="BaseUrl">The address that links begin with, without a slash at its end.</param>
internal sealed record ApiRequest(HubState Hub, Account Account, string BaseUrl)
{
    /// <summary>What stands for the template's names.</summary>
    public required IReadOnlyDictionary<string, string> Values { get; init; }

    public required IReadOnlyDictionary<string, string> Query { get; init; }

    /// <summary>The body's members; none without a body.</summary>
    public required JsonObject Body { get; init; }

    public required Quotas Quotas { get; init; }

    public Shapes Shapes { get; } = new(Hub, BaseUrl);

    public int Number(string name) =>
        int.TryParse(Values[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw RefusedException.NotFound();

    public string? Text(string name) => Body[name]?.GetValue<string>();

    public PullRequest Pull() => Hub.PullRequests.Find(Number("pull_number")) ?? throw RefusedException.NotFound();

    public Issue Issue() => Hub.Issues.Find(Number("issue_number")) ?? throw RefusedException.NotFound();
}
