namespace Choo.Adapters.Forge.GitHub.Wire;

/// <summary>A pull request of a snapshot.</summary>
internal sealed record PullNode(
    int Number, string? Id, string? Url, string? State, bool IsDraft, string? HeadRefOid, string? BaseRefName, CommitNode? MergeCommit, string? Mergeable, bool IsInMergeQueue, bool IsMergeQueueEnabled,
    string? ReviewDecision, DateTimeOffset UpdatedAt, RollupNode? StatusCheckRollup, Page<ThreadNode>? ReviewThreads, Page<ReviewNode>? Reviews, Page<ReactionNode>? Reactions, Page<CommentNode>? Comments);

/// <summary>A commit.</summary>
internal sealed record CommitNode(string? Oid);

/// <summary>All checks in one.</summary>
internal sealed record RollupNode(string? State);

/// <summary>Somebody; the type is <c>Bot</c> for apps.</summary>
internal sealed record ActorNode(string? Login, [property: System.Text.Json.Serialization.JsonPropertyName("__typename")] string? TypeName);

/// <summary>A thread.</summary>
internal sealed record ThreadNode(string? Id, bool IsResolved, bool IsOutdated, string? Path, int? Line, Page<CommentNode>? Comments);

/// <summary>A comment; the number is a text in JSON, since it may not fit a GraphQL Int.</summary>
internal sealed record CommentNode(long? FullDatabaseId, ActorNode? Author, string? AuthorAssociation, string? Body, DateTimeOffset CreatedAt, DateTimeOffset? PublishedAt, string? State, CommentRootNode? ReplyTo);

/// <summary>The comment that another one replies to.</summary>
internal sealed record CommentRootNode(long? FullDatabaseId);

/// <summary>A review.</summary>
internal sealed record ReviewNode(
    long? FullDatabaseId, ActorNode? Author, string? AuthorAssociation, string? State, string? Body, CommitNode? Commit, DateTimeOffset? SubmittedAt);

/// <summary>A reaction.</summary>
internal sealed record ReactionNode(string? Content, ActorNode? User, DateTimeOffset CreatedAt);
