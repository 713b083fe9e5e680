using System.Collections.Immutable;
using Choo.Core.Agents;
using Choo.Core.CodeReview;
using Choo.Core.Specs.Yaml;

namespace Choo.Core.Configuration;

/// <summary><c>code_review.*</c>.</summary>
public sealed record CodeReviewConfig
{
    /// <summary><c>code_review.enabled</c>: whether units are reviewed; true where the file has the section and does not say otherwise.</summary>
    public bool Enabled { get; init; }

    /// <summary><c>code_review.provider</c>: the agent that reviews; null means another one than the unit's.</summary>
    public string? Provider { get; init; }

    /// <summary><c>code_review.command</c>: the reviewer's program and its fixed arguments; empty means those of its provider.</summary>
    public ImmutableArray<string> Command { get; init; } = [];

    /// <summary><c>code_review.max_fix_iterations</c>: turns that findings which block may take, 0 or more.</summary>
    public int MaxFixIterations { get; init; } = 2;

    /// <summary><c>code_review.verbose</c>: whether suggestions and notes are reported too, besides errors and warnings.</summary>
    public bool Verbose { get; init; } = true;

    /// <summary><c>code_review.block_on</c>: the findings that keep a unit from landing.</summary>
    public BlockOn BlockOn { get; init; }

    /// <summary>The provider that reviews the work of another: the one that is named, else codex for claude's work and claude for all others'.</summary>
    public string ReviewerOf(string provider) => Provider ?? (provider == AgentDialect.Claude.Name ? AgentDialect.Codex : AgentDialect.Claude).Name;

    internal static CodeReviewConfig From(ConfigValues values)
    {
        var defaults = new CodeReviewConfig();
        return new CodeReviewConfig
        {
            Enabled = values.At("code_review") is YamlNode.Map && (values.Flag("code_review", "enabled") ?? true),
            Provider = values.Text("code_review", "provider"),
            Command = values.Command("code_review", "command"),
            MaxFixIterations = values.Number(0, "code_review", "max_fix_iterations") ?? defaults.MaxFixIterations,
            Verbose = values.Flag("code_review", "verbose") ?? true,
            BlockOn = values.Text("code_review", "block_on") switch
            {
                "error" => BlockOn.Error,
                "warning" => BlockOn.Warning,
                _ => BlockOn.Never,
            },
        };
    }
}
