namespace Choo.Core.State;

/// <summary>The pull request of a feature's branch.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Url">Its web page.</param>
/// <param name="Branch">The feature's branch.</param>
/// <param name="Target">The branch that it is to be merged into.</param>
/// <param name="Commit">The commit that the feature's branch is at.</param>
public sealed record FeatureProgress(int Number, string Url, string Branch, string Target, string Commit);
