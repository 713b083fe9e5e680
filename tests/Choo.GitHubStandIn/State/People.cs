using System.Collections.Concurrent;

namespace Choo.Testing.GitHub.State;

/// <summary>The accounts and their tokens.</summary>
public sealed class People
{
    private readonly HubState hub;
    private readonly Dictionary<string, Account> accounts = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, AccessToken> tokens = new(StringComparer.Ordinal);

    internal People(HubState hub) => this.hub = hub;

    public Account this[string login] => hub.Do(() => accounts.TryGetValue(login, out var found) ? found : throw new ArgumentException($"no account {login}", nameof(login)));

    /// <summary>Makes an account, or gives it another association and role.</summary>
    public Account Add(string login, string association = "MEMBER", string? role = null, bool bot = false) => hub.Do(() =>
        accounts[login] = new Account(
            accounts.TryGetValue(login, out var old) ? old.Id : hub.NextId(), login, association, role ?? (association is "OWNER" ? "admin" : association is "MEMBER" or "COLLABORATOR" ? "write" : "read"), bot));

    /// <summary>Makes a token, or replaces the one with the same secret.</summary>
    public AccessToken Give(AccessToken token) => hub.Do(() => tokens[token.Secret] = token);

    /// <summary>Changes one permission of a token; null takes it away.</summary>
    public void Permit(string secret, string permission, string? level) => hub.Do(() => tokens[secret] = tokens[secret].With(permission, level));

    /// <summary>The token is refused from now on.</summary>
    public void Revoke(string secret) => hub.Do(() => tokens.TryRemove(secret, out _));

    internal Account? Find(string login) => accounts.GetValueOrDefault(login);

    internal AccessToken? Token(string secret) => tokens.GetValueOrDefault(secret);

    /// <summary>Takes every secret out of a text, for what is written down.</summary>
    internal string Clean(string text) => tokens.Keys.Aggregate(text, (clean, secret) => clean.Replace(secret, "(token)", StringComparison.Ordinal));
}
