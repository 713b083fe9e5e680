namespace Choo.Core.Planning;

/// <summary>The feature whose units a run would gather.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Branch">Its branch.</param>
/// <param name="Target">The branch that it is proposed to; empty for the one that is checked out.</param>
/// <param name="IsNew">Whether its branch is still to be made; null where that was not looked at.</param>
public sealed record PlannedFeature(string Name, string Branch, string Target, bool? IsNew);
