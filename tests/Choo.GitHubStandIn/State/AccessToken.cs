namespace Choo.Testing.GitHub.State;

/// <summary>A fine-grained token.</summary>
/// <param name="Secret">What is sent.</param>
/// <param name="Account">Whose it is.</param>
public sealed record AccessToken(string Secret, Account Account)
{
    /// <summary>What it may do, <c>read</c> or <c>write</c> by GitHub's names of the permissions; what is not there it may not.</summary>
    public IReadOnlyDictionary<string, string> Permissions { get; init; } = new Dictionary<string, string>
    {
        ["metadata"] = "read",
        ["contents"] = "write",
        ["pull_requests"] = "write",
        ["issues"] = "write",
        ["checks"] = "read",
        ["statuses"] = "read",
        ["actions"] = "read",
    };

    /// <summary>The same with one permission changed; null takes it away.</summary>
    public AccessToken With(string permission, string? level)
    {
        var changed = new Dictionary<string, string>(Permissions);
        changed.Remove(permission);
        if (level is not null)
        {
            changed[permission] = level;
        }

        return this with { Permissions = changed };
    }

    /// <summary>Whether it may, for instance <c>pull_requests=write</c>.</summary>
    public bool Allows(string need)
    {
        var (permission, level) = need.Split('=') is [var name, var asked] ? (name, asked) : (need, "read");
        return Permissions.TryGetValue(permission, out var given) && (given == "write" || level == "read");
    }

    // The secret is in no text of it.
    public override string ToString() => $"token of {Account.Login}";
}
