namespace Choo.Testing.GitHub.State;

/// <summary>A reaction.</summary>
/// <param name="Id">Its id.</param>
/// <param name="User">Who reacted.</param>
/// <param name="Content">What, in the words of REST: <c>+1</c>, <c>eyes</c>, <c>confused</c> and so on.</param>
/// <param name="CreatedAt">When.</param>
public sealed record Reaction(long Id, Account User, string Content, DateTimeOffset CreatedAt);
