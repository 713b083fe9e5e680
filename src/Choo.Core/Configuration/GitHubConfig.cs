namespace Choo.Core.Configuration;

/// <summary><c>github.*</c>.</summary>
public sealed record GitHubConfig
{
    /// <summary><c>github.owner</c>; null means that of the remote.</summary>
    public string? Owner { get; init; }

    /// <summary><c>github.repo</c>; null means that of the remote.</summary>
    public string? Repository { get; init; }

    /// <summary><c>github.base_url</c>: the base address of the REST interface; null means that of the remote's host.</summary>
    public string? BaseUrl { get; init; }

    /// <summary><c>github.timeout</c>: the longest one attempt of a request may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary><c>github.quota_reserve</c>: how many requests of each quota are left for the person, 0 or more; never more than half of it.</summary>
    public int QuotaReserve { get; init; } = 500;

    internal static GitHubConfig From(ConfigValues values)
    {
        var defaults = new GitHubConfig();
        return new GitHubConfig
        {
            Owner = NotAuto(values.Text("github", "owner")),
            Repository = NotAuto(values.Text("github", "repo")),
            BaseUrl = values.Text("github", "base_url"),
            Timeout = values.Duration(TimeSpan.FromTicks(1), "github", "timeout") ?? defaults.Timeout,
            QuotaReserve = values.Number(0, "github", "quota_reserve") ?? defaults.QuotaReserve,
        };
    }

    // The earlier system wrote out that it finds them itself.
    private static string? NotAuto(string? text) => text == "auto" ? null : text;
}
