using Choo.Core.Forge;

namespace Choo.Adapters.Forge.GitHub;

/// <summary>Everything that a client of GitHub needs to know.</summary>
public sealed record GitHubOptions
{
    /// <summary>Where its interfaces are.</summary>
    public required GitHubAddress Address { get; init; }

    /// <summary>The repository.</summary>
    public required ForgeRepository Repository { get; init; }

    /// <summary>The token.</summary>
    public required ForgeToken Token { get; init; }

    /// <summary>choo's version, for the user agent.</summary>
    public string Version { get; init; } = "0";

    /// <summary>The longest one attempt of a request may take, its answer's content included.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How much of each quota is left for the person; never more than half of it.</summary>
    public int QuotaReserve { get; init; } = 500;

    /// <summary>How long a request waits for a limit to end before it fails with that limit.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The least time between the end of one change and the beginning of the next: GitHub asks for a second.</summary>
    public TimeSpan Pace { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The clock of all waits.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Spreads retries.</summary>
    public Random Random { get; init; } = new();

    /// <summary>Makes connections; null for the network.</summary>
    public HttpMessageHandler? Network { get; init; }
}
