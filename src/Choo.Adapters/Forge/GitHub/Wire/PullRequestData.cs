namespace Choo.Adapters.Forge.GitHub.Wire;

/// <summary>A pull request.</summary>
internal sealed record PullData(
    int Number, string? NodeId, string? HtmlUrl, string? Title, string? Body, string? State, bool Draft, DateTimeOffset? MergedAt, string? MergeCommitSha,
    UserData? User, PullBranchData? Head, PullBranchData? Base);

/// <summary>One side of a pull request.</summary>
internal sealed record PullBranchData(string? Ref, string? Sha);

/// <summary>A pull request to be opened.</summary>
internal sealed record NewPullData(string Title, string Body, string Head, string Base, bool Draft);

/// <summary>What is to change of a pull request.</summary>
internal sealed record PullPatch(string? Title, string? Body, string? Base, string? State);

/// <summary>A merge to be made.</summary>
internal sealed record MergeData(string Sha, string MergeMethod, string? CommitTitle, string? CommitMessage);

/// <summary>A merge that was made.</summary>
internal sealed record MergedData(string? Sha, bool Merged, string? Message);

/// <summary>Labels to add.</summary>
internal sealed record LabelsData(IReadOnlyList<string> Labels);

/// <summary>Who is to be asked for a review.</summary>
internal sealed record ReviewersData(IReadOnlyList<string> Reviewers, IReadOnlyList<string> TeamReviewers);

/// <summary>A milestone.</summary>
internal sealed record MilestoneData(int Number, string? Title);

/// <summary>The milestone that is to be set.</summary>
internal sealed record MilestonePatch(int Milestone);

/// <summary>A comment.</summary>
internal sealed record CommentData(long Id, UserData? User, string? AuthorAssociation, string? Body, DateTimeOffset CreatedAt);

/// <summary>A comment to be written.</summary>
internal sealed record NewCommentData(string Body);

/// <summary>A review to be given.</summary>
internal sealed record NewReviewData(string CommitId, string Body, string Event, IReadOnlyList<LineCommentData> Comments);

/// <summary>A comment on lines of the new side.</summary>
internal sealed record LineCommentData(string Path, string Body, int Line, string Side, int? StartLine, string? StartSide);

/// <summary>A label.</summary>
internal sealed record LabelData(string? Name);

/// <summary>An issue, or a pull request as one.</summary>
internal sealed record IssueData(int Number);
