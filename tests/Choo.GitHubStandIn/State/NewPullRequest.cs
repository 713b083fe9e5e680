namespace Choo.Testing.GitHub.State;

/// <summary>A pull request that somebody asks for.</summary>
/// <param name="Head">The branch, with or without <c>owner:</c>.</param>
/// <param name="Base">The branch that it is to get onto.</param>
/// <param name="Title">Its title.</param>
/// <param name="Body">Its text.</param>
/// <param name="IsDraft">Whether it begins as a draft.</param>
public sealed record NewPullRequest(string Head, string Base, string Title, string? Body = null, bool IsDraft = false);
