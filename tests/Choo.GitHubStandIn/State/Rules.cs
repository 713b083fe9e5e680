namespace Choo.Testing.GitHub.State;

/// <summary>The rules of the branches.</summary>
public sealed class Rules
{
    private static readonly BranchRules None = new();
    private readonly HubState hub;
    private readonly Dictionary<string, BranchRules> rules = new(StringComparer.Ordinal);

    internal Rules(HubState hub) => this.hub = hub;

    /// <summary>The rules of a branch; empty ones where none were set.</summary>
    public BranchRules this[string branch]
    {
        get => hub.Do(() => rules.GetValueOrDefault(branch, None));
        set => hub.Do(() =>
        {
            rules[branch] = value;
            hub.Git.Protect(rules.Where(pair => pair.Value.AsksForPullRequest).Select(pair => pair.Key));
            return value;
        });
    }
}
