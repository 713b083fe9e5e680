namespace Choo.Build.Tasks;

/// <summary>The codes that the tasks and targets report themselves or look for; the registry in the engine's core has them too.</summary>
internal static class TaskCodes
{
    /// <summary>Wrong usage.</summary>
    public const string Usage = "CHOO0001";

    /// <summary>The runtime that the engine needs is missing.</summary>
    public const string RuntimeMissing = "CHOO0201";

    /// <summary>The engine exited without an explanation.</summary>
    public const string EngineEnded = "CHOO0202";

    /// <summary>A pull request was closed without a merge: an item's state tells.</summary>
    public const string PullRequestClosed = "CHOO5041";
}
