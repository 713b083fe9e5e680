using Choo.Core.Priorities;

namespace Choo.Core.Configuration;

/// <summary>What kind of value a key takes.</summary>
public enum ConfigKind
{
    /// <summary>Any single value.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>A number that may have decimals, more than 0.</summary>
    Amount,

    /// <summary>true or false.</summary>
    Flag,

    /// <summary>A duration such as 30s, 5m or 1h30m.</summary>
    Duration,

    /// <summary>One of a few words.</summary>
    Choice,

    /// <summary>A program with its arguments: a text or a list.</summary>
    Command,

    /// <summary>A list of texts.</summary>
    TextList,

    /// <summary>A list of maps with the children's keys.</summary>
    MapList,

    /// <summary>A map with the children's keys.</summary>
    Map,

    /// <summary>A map from any name to maps with the children's keys.</summary>
    NamedMaps,

    /// <summary>A map from any name to a text.</summary>
    TextMap,
}

/// <summary>A key of <c>.choo.yaml</c>: what it takes, and for maps the keys inside.</summary>
/// <param name="Name">The key.</param>
/// <param name="Kind">What it takes.</param>
/// <param name="Children">The keys inside; empty for values.</param>
public sealed record ConfigKey(string Name, ConfigKind Kind, params IReadOnlyList<ConfigKey> Children)
{
    /// <summary>The least number that is allowed; for a duration, 1 means more than nothing.</summary>
    public int Minimum { get; init; }

    /// <summary>Whether the text may not be empty, or the key must be there in each map of a list.</summary>
    public bool Required { get; init; }

    /// <summary>The words of a choice, or of a list of texts where it takes certain words only.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    private static ConfigKey[] BudgetKeys =>
    [
        new ConfigKey("cost", ConfigKind.Amount),
        new ConfigKey("tokens", ConfigKind.Number) { Minimum = 1 },
        new ConfigKey("turns", ConfigKind.Number) { Minimum = 1 },
        new ConfigKey("time", ConfigKind.Duration) { Minimum = 1 },
    ];

    /// <summary>Every key that choo takes: the earlier system's, and those it adds.</summary>
    public static ConfigKey Root { get; } = new(
        "", ConfigKind.Map,
        new ConfigKey("target_branch", ConfigKind.Text) { Required = true },
        new ConfigKey("parallelism", ConfigKind.Number) { Minimum = 1 },
        new ConfigKey("take_new_units", ConfigKind.Flag),
        new ConfigKey("worktree", ConfigKind.Map,
            new ConfigKey("base_path", ConfigKind.Text) { Required = true },
            new ConfigKey("setup", ConfigKind.MapList, new ConfigKey("command", ConfigKind.Text) { Required = true }, new ConfigKey("if", ConfigKind.Text)),
            new ConfigKey("teardown", ConfigKind.MapList, new ConfigKey("command", ConfigKind.Text) { Required = true }, new ConfigKey("if", ConfigKind.Text))),
        new ConfigKey("provider", ConfigKind.Map,
            new ConfigKey("type", ConfigKind.Text) { Required = true },
            new ConfigKey("command", ConfigKind.Command),
            new ConfigKey("providers", ConfigKind.NamedMaps,
                new ConfigKey("command", ConfigKind.Command),
                new ConfigKey("args", ConfigKind.TextList),
                new ConfigKey("model", ConfigKind.Text),
                new ConfigKey("env", ConfigKind.TextMap))),
        new ConfigKey("environment", ConfigKind.Map,
            new ConfigKey("agents", ConfigKind.TextList),
            new ConfigKey("gates", ConfigKind.TextList),
            new ConfigKey("secrets", ConfigKind.TextList)),
        new ConfigKey("baseline_checks", ConfigKind.MapList,
            new ConfigKey("name", ConfigKind.Text) { Required = true },
            new ConfigKey("command", ConfigKind.Text) { Required = true },
            new ConfigKey("pattern", ConfigKind.Text)),
        new ConfigKey("baseline", ConfigKind.Map,
            new ConfigKey("allow_red_target", ConfigKind.Flag),
            new ConfigKey("regression_only", ConfigKind.Flag),
            new ConfigKey("verify_target", ConfigKind.Choice) { Choices = ["alongside", "before", "never"] }),
        new ConfigKey("limits", ConfigKind.Map,
            new ConfigKey("task_attempts", ConfigKind.Number) { Minimum = 1 },
            new ConfigKey("baseline_attempts", ConfigKind.Number),
            new ConfigKey("free_disk_mb", ConfigKind.Number)),
        new ConfigKey("budget", ConfigKind.Map, new ConfigKey("run", ConfigKind.Map, BudgetKeys), new ConfigKey("unit", ConfigKind.Map, BudgetKeys)),
        new ConfigKey("timeouts", ConfigKind.Map,
            new ConfigKey("turn", ConfigKind.Duration) { Minimum = 1 },
            new ConfigKey("silence", ConfigKind.Duration),
            new ConfigKey("gate", ConfigKind.Duration) { Minimum = 1 },
            new ConfigKey("setup", ConfigKind.Duration) { Minimum = 1 }),
        new ConfigKey("gates", ConfigKind.Map,
            new ConfigKey("parallelism", ConfigKind.Number) { Minimum = 1 },
            new ConfigKey("protected", ConfigKind.TextList),
            new ConfigKey("changed_tests", ConfigKind.Choice) { Choices = ["wait", "allow", "refuse"] },
            new ConfigKey("old_tests", ConfigKind.Flag),
            new ConfigKey("new_tests", ConfigKind.Flag),
            new ConfigKey("reuse_evidence", ConfigKind.Flag),
            new ConfigKey("red_first", ConfigKind.Flag),
            new ConfigKey("trust_exit_code", ConfigKind.Flag)),
        new ConfigKey("landing", ConfigKind.Map,
            new ConfigKey("proofs", ConfigKind.Number) { Minimum = 1 },
            new ConfigKey("batch", ConfigKind.Number) { Minimum = 1 }),
        new ConfigKey("land", ConfigKind.Choice) { Choices = ["merge", "pull_request"] },
        new ConfigKey("merge", ConfigKind.Map, new ConfigKey("max_conflict_retries", ConfigKind.Number) { Minimum = 1 }),
        new ConfigKey("claude", ConfigKind.Map, new ConfigKey("command", ConfigKind.Command), new ConfigKey("max_turns", ConfigKind.Number)),
        new ConfigKey("github", ConfigKind.Map,
            new ConfigKey("owner", ConfigKind.Text),
            new ConfigKey("repo", ConfigKind.Text),
            new ConfigKey("base_url", ConfigKind.Text),
            new ConfigKey("timeout", ConfigKind.Duration) { Minimum = 1 },
            new ConfigKey("quota_reserve", ConfigKind.Number)),
        new ConfigKey("pull_request", ConfigKind.Map,
            new ConfigKey("auto_merge", ConfigKind.Flag),
            new ConfigKey("merge_method", ConfigKind.Choice) { Choices = ["squash", "merge", "rebase"] },
            new ConfigKey("draft", ConfigKind.Flag),
            new ConfigKey("stack", ConfigKind.Flag),
            new ConfigKey("labels", ConfigKind.TextList),
            new ConfigKey("reviewers", ConfigKind.TextList),
            new ConfigKey("milestone", ConfigKind.Text),
            new ConfigKey("template", ConfigKind.Text) { Required = true },
            new ConfigKey("feedback_rounds", ConfigKind.Number),
            new ConfigKey("check_start", ConfigKind.Duration) { Minimum = 1 }),
        new ConfigKey("review", ConfigKind.Map,
            new ConfigKey("timeout", ConfigKind.Duration) { Minimum = 1 },
            new ConfigKey("poll_interval", ConfigKind.Duration) { Minimum = 1 },
            new ConfigKey("required", ConfigKind.Flag),
            new ConfigKey("reactions", ConfigKind.Flag),
            new ConfigKey("formal", ConfigKind.Flag),
            new ConfigKey("authors", ConfigKind.TextList)),
        new ConfigKey("escalation", ConfigKind.Map,
            new ConfigKey("when", ConfigKind.TextList) { Choices = EscalationConfig.Words },
            new ConfigKey("slack_webhook", ConfigKind.Text),
            new ConfigKey("webhook_url", ConfigKind.Text),
            new ConfigKey("webhook_secret", ConfigKind.Text),
            new ConfigKey("command", ConfigKind.Command),
            new ConfigKey("timeout", ConfigKind.Duration) { Minimum = 1 }),
        new ConfigKey("backlog", ConfigKind.Map,
            new ConfigKey("path", ConfigKind.Text) { Required = true },
            new ConfigKey("strict", ConfigKind.Flag),
            new ConfigKey("lowest_priority", ConfigKind.Choice) { Choices = [.. PriorityWords.Priorities] },
            new ConfigKey("criteria_as_tasks", ConfigKind.Flag),
            new ConfigKey("domains", ConfigKind.NamedMaps, new ConfigKey("backpressure", ConfigKind.Text) { Required = true })),
        new ConfigKey("feature", ConfigKind.Map,
            new ConfigKey("prd_dir", ConfigKind.Text),
            new ConfigKey("specs_dir", ConfigKind.Text),
            new ConfigKey("branch_prefix", ConfigKind.Text)),
        new ConfigKey("code_review", ConfigKind.Map,
            new ConfigKey("enabled", ConfigKind.Flag),
            new ConfigKey("provider", ConfigKind.Text),
            new ConfigKey("max_fix_iterations", ConfigKind.Number),
            new ConfigKey("verbose", ConfigKind.Flag),
            new ConfigKey("command", ConfigKind.Command),
            new ConfigKey("block_on", ConfigKind.Choice) { Choices = ["never", "error", "warning"] }),
        new ConfigKey("log_level", ConfigKind.Choice) { Choices = ["debug", "info", "warn", "error"] });
}
