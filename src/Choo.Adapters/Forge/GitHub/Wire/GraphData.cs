namespace Choo.Adapters.Forge.GitHub.Wire;

/// <summary>A GraphQL request.</summary>
internal sealed record GraphRequest(string Query, GraphVariables Variables);

/// <summary>The variables that choo's queries have; those that are null are left out.</summary>
internal sealed record GraphVariables
{
    public string? Owner { get; init; }

    public string? Name { get; init; }

    public int? Number { get; init; }

    public string? Id { get; init; }

    public string? Head { get; init; }

    public string? After { get; init; }
}

/// <summary>A GraphQL answer: the status is 200 for failures too.</summary>
internal sealed record GraphAnswer<T>(T? Data, IReadOnlyList<GraphError>? Errors)
    where T : class;

/// <summary>Why a part of the answer is missing.</summary>
internal sealed record GraphError(string? Type, string? Message);

/// <summary>Who the token belongs to.</summary>
internal sealed record ViewerData(ActorNode? Viewer);

/// <summary>What is asked of mutations: nothing beyond that they worked.</summary>
internal sealed record MutationData;

/// <summary>Many pull requests of a repository, each under a name of its own; null where there is none.</summary>
internal sealed record SnapshotData(Dictionary<string, PullNode?>? Repository);

/// <summary>More threads of one pull request.</summary>
internal sealed record ThreadsPageData(ThreadsRepositoryNode? Repository);

/// <summary>The repository of a page of threads.</summary>
internal sealed record ThreadsRepositoryNode(ThreadsPullNode? PullRequest);

/// <summary>The pull request of a page of threads.</summary>
internal sealed record ThreadsPullNode(Page<ThreadNode>? ReviewThreads);

/// <summary>A page of a list.</summary>
internal sealed record Page<T>(IReadOnlyList<T?>? Nodes, PageInfo? PageInfo)
    where T : class;

/// <summary>Whether there are more pages.</summary>
internal sealed record PageInfo(bool HasNextPage, string? EndCursor);
