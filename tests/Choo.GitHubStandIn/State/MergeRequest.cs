namespace Choo.Testing.GitHub.State;

/// <summary>A merge that somebody asks for.</summary>
/// <param name="By">Who.</param>
/// <param name="Method">merge, squash or rebase.</param>
internal sealed record MergeRequest(Account By, string Method)
{
    /// <summary>The head that it is about; null is any.</summary>
    public string? Sha { get; init; }

    public string? Title { get; init; }

    public string? Message { get; init; }
}
