using System.Collections.Immutable;
using Choo.Core.Secrets;

namespace Choo.Core.Agents.Claude;

/// <summary>Claude Code's command line. https://code.claude.com/docs/en/cli-reference</summary>
internal sealed class ClaudeDialect() : AgentDialect("claude")
{
    public override AgentVariables Variables { get; } = new(
        ["ANTHROPIC_*", "CLAUDE_*", "IS_SANDBOX"],
        [
            "ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "ANTHROPIC_FOUNDRY_API_KEY", "CLAUDE_CODE_OAUTH_TOKEN", "CLAUDE_CODE_OAUTH_REFRESH_TOKEN",
            "CLAUDE_CODE_CLIENT_KEY_PASSPHRASE",
        ]);

    public override bool EndsOnInterrupt => true;

    // Nobody is there to ask: what is not allowed is refused. Edits are allowed by acceptEdits, which keeps them inside the worktree;
    // named among the tools they would be allowed everywhere.
    public override ImmutableArray<string> DefaultArguments { get; } =
        ["--permission-mode", "acceptEdits", "--allowedTools", "Bash,Read,Glob,Grep,TodoWrite,Task"];

    public override ImmutableArray<string> ReadOnlyArguments { get; } = ["--permission-mode", "default", "--allowedTools", "Read,Glob,Grep"];

    public override AgentReader NewReader() => new ClaudeReader();

    internal override ImmutableArray<string> FirstArguments(string? model) =>
        ["-p", "--output-format", "stream-json", "--verbose", .. model is null ? (string[])[] : ["--model", model]];

    internal override AgentTranscript NewTranscript() => new ClaudeTranscript();
}
