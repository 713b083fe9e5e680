namespace Choo.Core.Routes;

/// <summary>The branch on which a feature's units are gathered.</summary>
/// <param name="Name">The feature's name.</param>
/// <param name="Branch">The branch's short name: the run's target.</param>
/// <param name="Target">The short name of the branch that it is proposed to.</param>
public sealed record FeatureBranch(string Name, string Branch, string Target);
