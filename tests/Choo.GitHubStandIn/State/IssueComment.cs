namespace Choo.Testing.GitHub.State;

/// <summary>A comment in the conversation of an issue or a pull request.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Issue">What it is about.</param>
/// <param name="User">Who wrote it.</param>
/// <param name="Body">The text.</param>
/// <param name="CreatedAt">When.</param>
public sealed record IssueComment(long Id, Issue Issue, Account User, string Body, DateTimeOffset CreatedAt);
