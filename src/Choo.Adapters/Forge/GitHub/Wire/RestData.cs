using System.Text.Json;

namespace Choo.Adapters.Forge.GitHub.Wire;

/// <summary>Somebody.</summary>
internal sealed record UserData(string? Login, string? Type);

/// <summary>A repository.</summary>
internal sealed record RepositoryData(
    string? DefaultBranch, bool Private, PermissionsData? Permissions, bool? AllowMergeCommit, bool? AllowSquashMerge, bool? AllowRebaseMerge);

/// <summary>What the token's owner may do.</summary>
internal sealed record PermissionsData(bool Push);

/// <summary>The quotas.</summary>
internal sealed record RateLimitsData(ResourcesData? Resources);

/// <summary>The quotas by interface.</summary>
internal sealed record ResourcesData(RateLimitData? Core, RateLimitData? Graphql);

/// <summary>A quota; the reset in seconds since 1970.</summary>
internal sealed record RateLimitData(int Limit, int Remaining, long Reset);

/// <summary>A refusal; its errors are texts or objects.</summary>
internal sealed record ErrorData(string? Message, JsonElement? Errors);

/// <summary>A branch or tag.</summary>
internal sealed record RefData(string? Ref, RefObjectData? Object);

/// <summary>What a branch or tag names.</summary>
internal sealed record RefObjectData(string? Sha);
