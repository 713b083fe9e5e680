using Choo.Adapters.Specs;
using Choo.Core.CodeReview;
using Choo.Core.Configuration;
using Choo.Core.Gates;
using Choo.Core.Tests.Specs;
using Xunit;

namespace Choo.Core.Tests.Configuration;

public class ConfigReaderTests
{
    public static TheoryData<string, string> Wrong => new()
    {
        { "parallelism: 0", "(1,14): error CHOO0104: parallelism must be 1 or more (got: 0)" },
        { "code_review:\n  provider: cluade", "(2,13): error CHOO0104: code_review.provider must be claude, codex or a name that provider.providers defines (got: cluade); did you mean 'claude'?" },
        { "code_review:\n  block_on: info", "(2,13): error CHOO0104: code_review.block_on must be one of never, error, warning (got: info)" },
        { "parallelism: many", "(1,14): error CHOO0103: parallelism must be a whole number (got: many)" },
        { "parallelism: [1]", "(1,14): error CHOO0103: parallelism must be a single value" },
        { "paralelism: 2", "(1,1): warning CHOO0102: unknown key 'paralelism'; did you mean 'parallelism'?" },
        { "worktree:\n  base_pth: x", "(2,3): warning CHOO0102: unknown key 'worktree.base_pth'; did you mean 'base_path'?" },
        { "worktree: x", "(1,11): error CHOO0103: worktree must be a map of keys and values" },
        { "worktree:\n  base_path: ./", "(2,14): error CHOO0104: worktree.base_path must be a folder, absolute or relative to the repository, that is neither the repository itself nor inside .git (got: ./)" },
        { "worktree:\n  base_path: .git/wt", "(2,14): error CHOO0104: worktree.base_path must be a folder, absolute or relative to the repository, that is neither the repository itself nor inside .git (got: .git/wt)" },
        { "worktree:\n  base_path: .", "(2,14): error CHOO0104: worktree.base_path must be a folder, absolute or relative to the repository, that is neither the repository itself nor inside .git (got: .)" },
        { "worktree:\n  setup:\n    - if: x", "(3,7): error CHOO0104: each entry of worktree.setup needs 'command'" },
        { "worktree:\n  setup: npm ci", "(2,10): error CHOO0103: worktree.setup must be a list" },
        { "baseline_checks:\n  - name: build\n    command: ''", "(3,14): error CHOO0104: baseline_checks.command must not be empty" },
        { "baseline:\n  allow_red_target: maybe", "(2,21): error CHOO0103: baseline.allow_red_target must be true or false (got: maybe)" },
        { "timeouts:\n  turn: 30", "(2,9): error CHOO0103: timeouts.turn must be a duration such as 30s, 5m or 1h30m (got: 30)" },
        { "timeouts:\n  turn: 0", "(2,9): error CHOO0104: timeouts.turn must be more than 0 (got: 0)" },
        { "provider:\n  type: gemini", "(2,9): error CHOO0104: provider.type must be claude, codex or a name that provider.providers defines (got: gemini)" },
        { "provider:\n  type: scirpt\n  providers:\n    script:\n      command: x", "(2,9): error CHOO0104: provider.type must be claude, codex or script (from provider.providers) (got: scirpt); did you mean 'script'?" },
        { "provider:\n  type: claud", "(2,9): error CHOO0104: provider.type must be claude, codex or a name that provider.providers defines (got: claud); did you mean 'claude'?" },
        { "provider:\n  providers:\n    codex:\n      modle: x", "(4,7): warning CHOO0102: unknown key 'provider.providers.codex.modle'; did you mean 'model'?" },
        { "gates:\n  changed_tests: refused", "(2,18): error CHOO0104: gates.changed_tests must be one of wait, allow, refuse (got: refused); did you mean 'refuse'?" },
        { "gates:\n  old_tests: no", "(2,14): error CHOO0103: gates.old_tests must be true or false (got: no)" },
        { "log_level: INFO", "(1,12): error CHOO0104: log_level must be one of debug, info, warn, error (got: INFO); did you mean 'info'?" },
        { "merge:\n  max_conflict_retries: 0", "(2,25): error CHOO0104: merge.max_conflict_retries must be 1 or more (got: 0)" },
        { "parallelism: 2\nparallelism: 3", "(2,1): error CHOO0105: 'parallelism' is already on line 1; keep one of the two" },
        { "a: @x", "(1,4): error CHOO0101: a value cannot begin with '@': quote the value, a: \"@x\"" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_is_said_at_its_place(string text, string expected) =>
        Assert.Equal([$".choo.yaml{expected}"], Read(text).Diagnostics.Select(each => each.ToString()));

    [Theory]
    [InlineData("", ChangedTests.Wait, true, true)]
    [InlineData("gates:\n  changed_tests: allow\n  old_tests: false\n", ChangedTests.Allow, false, true)]
    [InlineData("gates:\n  changed_tests: refuse\n  new_tests: false\n", ChangedTests.Refuse, true, false)]
    public void What_becomes_of_changed_tests_is_configured(string text, ChangedTests changed, bool old, bool added)
    {
        var config = Read(text).Config;
        Assert.Equal((changed, old, added), (config.ChangedTests, config.OldTests, config.NewTests));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("gates:\n  reuse_evidence: false\n", false)]
    public void Whether_evidence_of_earlier_runs_is_used_is_configured(string text, bool reuse) => Assert.Equal(reuse, Read(text).Config.ReuseEvidence);

    [Fact]
    public void Every_problem_is_reported_at_once_in_order_of_place() => Assert.Equal(
        [1, 2, 3, 5],
        Read("parallelism: 0\nx: 1\nlog_level: loud\nworktree:\n  base_path: .\n").Diagnostics.Select(each => each.Line));

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n")]
    [InlineData("\uFEFF# nothing\r\n")]
    [InlineData("worktree:\nprovider:\nbaseline_checks:\n")]
    public void Nothing_said_is_the_defaults(string text)
    {
        var reading = Read(text);
        Assert.Empty(reading.Diagnostics);
        Assert.Equal((4, null, (string?)null), (reading.Config.Parallelism, reading.Config.TargetBranch, reading.Config.Worktree.BasePath));
        Assert.Null(reading.Config.BaselineChecks);
        Assert.Null(reading.Config.Provider.Type);
    }

    [Theory]
    [InlineData("/abs/wt")]
    [InlineData("../wt")]
    [InlineData("~/wt")]
    [InlineData("C:\\wt")]
    [InlineData("wt")]
    public void Worktrees_may_lie_inside_and_outside(string path)
    {
        var reading = Read($"worktree:\n  base_path: '{path}/'\n");
        Assert.Empty(reading.Diagnostics);
        Assert.Equal(path, reading.Config.Worktree.BasePath);
    }

    [Fact]
    public void All_that_is_said_is_taken()
    {
        var reading = Read("""
            target_branch: trunk
            parallelism: 7
            worktree:
              base_path: .ralph/worktrees/
              setup:
                - command: npm ci
                  if: package.json
                - command: make deps
              teardown:
                - command: make clean
            baseline_checks:
              - name: build
                command: make
                pattern: "*.go"
            baseline:
              allow_red_target: true
            limits:
              task_attempts: 5
              baseline_attempts: 0
            merge:
              max_conflict_retries: 9
            timeouts:
              turn: 1h30m
              silence: 0
              gate: 1.5m
              setup: 500ms
            gates:
              parallelism: 1
            claude:
              max_turns: 50
            github:
              owner: auto
              repo: app
              base_url: https://github.example.com/api/v3
              timeout: 10s
              quota_reserve: 0
            review:
              timeout: 2h
              poll_interval: 30s
            feature:
              prd_dir: docs/prd
              specs_dir: specs
              branch_prefix: feature/
            code_review:
              enabled: true
              provider: codex
              max_fix_iterations: 1
              verbose: true
              command: ""
            log_level: warn
            """);
        Assert.Empty(reading.Diagnostics);
        var config = reading.Config;
        Assert.Equal(("trunk", 7, ".ralph/worktrees"), (config.TargetBranch, config.Parallelism, config.Worktree.BasePath));
        Assert.Equal([new SetupCommand("npm ci", "package.json"), new SetupCommand("make deps", null)], config.Worktree.Setup.AsEnumerable());
        Assert.Equal([new SetupCommand("make clean", null)], config.Worktree.Teardown.AsEnumerable());
        Assert.Equal([new Gate("build", "make")], config.BaselineChecks!.Value.AsEnumerable());
        Assert.True(config.AllowRedTarget);
        Assert.Equal(
            new GitHubConfig { Owner = null, Repository = "app", BaseUrl = "https://github.example.com/api/v3", Timeout = TimeSpan.FromSeconds(10), QuotaReserve = 0 }, config.GitHub);
        Assert.Equal((5, 0, 9, 1), (config.TaskAttempts, config.BaselineAttempts, config.ConflictAttempts, config.GateParallelism));
        Assert.Equal(
            [TimeSpan.FromMinutes(90), TimeSpan.Zero, TimeSpan.FromSeconds(90), TimeSpan.FromMilliseconds(500)],
            [config.TurnTimeout, config.SilenceTimeout, config.GateTimeout, config.SetupTimeout]);
    }

    [Theory]
    [InlineData("parallelism: 2", false)]
    [InlineData("code_review:", false)]
    [InlineData("code_review: {}", true)]
    [InlineData("code_review:\n  block_on: error", true)]
    [InlineData("code_review:\n  enabled: true", true)]
    [InlineData("code_review:\n  enabled: false\n  block_on: error", false)]
    public void Units_are_reviewed_where_the_file_has_the_section(string text, bool enabled) => Assert.Equal(enabled, Read(text).Config.CodeReview.Enabled);

    [Fact]
    public void The_review_is_read()
    {
        var review = Read("""
            code_review:
              provider: codex
              command: codex --profile review
              max_fix_iterations: 0
              verbose: false
              block_on: warning
            """).Config.CodeReview;
        Assert.Equal(("codex", "codex --profile review", 0, false, BlockOn.Warning), (review.Provider, string.Join(' ', review.Command), review.MaxFixIterations, review.Verbose, review.BlockOn));
        Assert.Equal(("codex", "codex"), (review.ReviewerOf("claude"), review.ReviewerOf("codex")));
    }

    [Fact]
    public void By_default_a_review_is_advice_of_another_agent()
    {
        var review = Read("code_review: {}").Config.CodeReview;
        Assert.Equal((BlockOn.Never, 2, true, true), (review.BlockOn, review.MaxFixIterations, review.Verbose, review.Command.IsEmpty));
        Assert.Equal(("codex", "claude", "claude"), (review.ReviewerOf("claude"), review.ReviewerOf("codex"), review.ReviewerOf("mine")));
    }

    [Fact]
    public void An_empty_list_of_checks_means_none() => Assert.Empty(Read("baseline_checks: []").Config.BaselineChecks!.Value);

    [Fact]
    public void Agents_are_read_with_their_commands()
    {
        var reading = Read("""
            provider:
              type: mine
              providers:
                claude:
                  command: /opt/claude/bin/claude
                  model: opus
                codex:
                  command: "codex --profile 'a b'"
                mine:
                  command: ["./run me.sh", --unit, "{unit}"]
                  args: []
                  env:
                    MODE: 1
            claude:
              command: not-this
            """);
        Assert.Empty(reading.Diagnostics);
        var provider = reading.Config.Provider;
        Assert.Equal(("mine", "config:.choo.yaml"), (provider.Type, provider.TypeSource));
        Assert.Equal(["/opt/claude/bin/claude"], provider.Providers["claude"].Command.AsEnumerable());
        Assert.Equal("opus", provider.Providers["claude"].Model);
        Assert.Null(provider.Providers["claude"].Args);
        Assert.Equal(["codex", "--profile", "a b"], provider.Providers["codex"].Command.AsEnumerable());
        Assert.Equal(["./run me.sh", "--unit", "{unit}"], provider.Providers["mine"].Command.AsEnumerable());
        Assert.Empty(provider.Providers["mine"].Args!.Value);
        Assert.Equal("1", provider.Providers["mine"].Env["MODE"]);
        Assert.Equal(["claude", "codex", "mine"], provider.KnownNames.Order());
    }

    [Fact]
    public void The_earlier_systems_claude_command_is_used_where_nothing_newer_says_otherwise() =>
        Assert.Equal(["my-claude"], Read("claude:\n  command: my-claude\n").Config.Provider.Providers["claude"].Command.AsEnumerable());

    [Fact]
    public void A_wrong_value_leaves_the_default()
    {
        var config = Read("parallelism: 0\nworktree:\n  base_path: sub/.git\ntimeouts:\n  gate: 0s\n").Config;
        Assert.Equal((4, (string?)null, TimeSpan.FromMinutes(10)), (config.Parallelism, config.Worktree.BasePath, config.GateTimeout));
    }

    private static ConfigReading Read(string text) => ChooConfigReader.Read(text, ".choo.yaml", YamlReader.Instance);
}
