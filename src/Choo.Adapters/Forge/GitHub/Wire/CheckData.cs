namespace Choo.Adapters.Forge.GitHub.Wire;

/// <summary>A page of checks.</summary>
internal sealed record CheckRunsData(IReadOnlyList<CheckRunData>? CheckRuns);

/// <summary>A check.</summary>
internal sealed record CheckRunData(long Id, string? Name, string? Status, string? Conclusion, string? HtmlUrl, string? DetailsUrl, DateTimeOffset? StartedAt, AppData? App);

/// <summary>An app.</summary>
internal sealed record AppData(long Id, string? Slug);

/// <summary>A page of statuses.</summary>
internal sealed record CombinedStatusData(IReadOnlyList<StatusData>? Statuses);

/// <summary>A status.</summary>
internal sealed record StatusData(string? Context, string? State, string? Description, string? TargetUrl);

/// <summary>What a check says of lines.</summary>
internal sealed record AnnotationData(string? Path, int StartLine, int EndLine, string? AnnotationLevel, string? Title, string? Message);

/// <summary>A rule of a branch.</summary>
internal sealed record RuleData(string? Type, RuleParametersData? Parameters);

/// <summary>The parameters of the kinds of rules that concern pull requests.</summary>
internal sealed record RuleParametersData(
    IReadOnlyList<RequiredCheckData>? RequiredStatusChecks, bool StrictRequiredStatusChecksPolicy, int RequiredApprovingReviewCount, bool RequiredReviewThreadResolution,
    IReadOnlyList<string>? AllowedMergeMethods);

/// <summary>A required check, by a rule or by branch protection.</summary>
internal sealed record RequiredCheckData(string? Context, long? IntegrationId, long? AppId);

/// <summary>The required checks of branch protection.</summary>
internal sealed record ProtectionData(bool Strict, IReadOnlyList<string>? Contexts, IReadOnlyList<RequiredCheckData>? Checks);
