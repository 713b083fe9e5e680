using System.Collections.Immutable;
using Choo.Core.Secrets;

namespace Choo.Core.Agents.Codex;

/// <summary>Codex's command line. https://developers.openai.com/codex/cli/reference</summary>
internal sealed class CodexDialect() : AgentDialect("codex")
{
    public override AgentVariables Variables { get; } = new(
        ["OPENAI_*", "AZURE_OPENAI_*", "CODEX_*"],
        ["OPENAI_API_KEY", "AZURE_OPENAI_API_KEY", "CODEX_API_KEY", "CODEX_ACCESS_TOKEN"]);

    public override bool EndsOnInterrupt => true;

    public override ImmutableArray<string> DefaultArguments { get; } = ["--sandbox", "workspace-write"];

    public override ImmutableArray<string> ReadOnlyArguments { get; } = ["--sandbox", "read-only"];

    public override AgentReader NewReader() => new CodexReader();

    internal override ImmutableArray<string> FirstArguments(string? model) =>
        ["exec", "--json", "--skip-git-repo-check", .. model is null ? (string[])[] : ["-m", model]];

    internal override ImmutableArray<string> LastArguments { get; } = ["-"];

    internal override AgentTranscript NewTranscript() => new CodexTranscript();
}
