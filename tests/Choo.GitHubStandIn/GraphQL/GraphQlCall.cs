using Choo.Testing.GitHub.Http;
using Choo.Testing.GitHub.State;
using GraphQL;

namespace Choo.Testing.GitHub.GraphQL;

/// <summary>A GraphQL request while it is answered.</summary>
/// <param name="Hub">What it is about.</param>
/// <param name="Token">Who asks.</param>
/// <param name="Origin">The address that links begin with.</param>
/// <param name="Cost">What it costs.</param>
internal sealed record GraphQlCall(HubState Hub, AccessToken Token, string Origin, GraphQlCost Cost)
{
    private const string Key = "call";
    private readonly Dictionary<int, bool?> reads = [];

    public required Quotas Quotas { get; init; }

    public Account Account => Token.Account;

    public static GraphQlCall Of(IResolveFieldContext context) => (GraphQlCall)context.UserContext[Key]!;

    public Dictionary<string, object?> AsContext() => new() { [Key] = this };

    /// <summary>Whether it can be merged; two fields of one request are one read.</summary>
    public bool? Mergeable(PullRequest pull) => reads.TryGetValue(pull.Number, out var known) ? known : reads[pull.Number] = pull.IsOpen ? Hub.Merging.Read(pull) : null;

    public string Url(string path) => $"{Origin}/{Hub.Repository.FullName}/{path}";
}
