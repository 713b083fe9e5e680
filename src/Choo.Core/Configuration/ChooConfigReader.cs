using System.Collections.Immutable;
using Choo.Core.Budgets;
using Choo.Core.Diagnostics;
using Choo.Core.Gates;
using Choo.Core.Secrets;
using Choo.Core.Shell;
using Choo.Core.Specs.Yaml;
using Choo.Core.Text;

namespace Choo.Core.Configuration;

/// <summary>A configuration that was read, and everything that is wrong with it.</summary>
/// <param name="Config">The values; defaults where a value is wrong.</param>
/// <param name="Diagnostics">Problems in order of place.</param>
public sealed record ConfigReading(ChooConfig Config, ImmutableArray<Diagnostic> Diagnostics);

/// <summary>Reads <c>.choo.yaml</c>.</summary>
public static class ChooConfigReader
{
    /// <summary>Reads a configuration's text; problems name <paramref name="file"/> with line and column.</summary>
    public static ConfigReading Read(string text, string file, IYaml yaml)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        var check = new ConfigCheck(file);
        var reading = yaml.Read(text.TrimStart('\uFEFF'), 1);
        foreach (var problem in reading.Problems)
        {
            var code = problem.Kind == YamlProblemKind.RepeatedKey ? DiagnosticCodes.ConfigRepeatedKey : DiagnosticCodes.ConfigMalformed;
            check.Report(code, problem.At, problem.Message);
        }

        if (reading.Root is null)
        {
            return new ConfigReading(new ChooConfig(), check.Problems);
        }

        check.Check(reading.Root, ConfigKey.Root, "");
        var values = new ConfigValues(reading.Root);
        if (values.At("worktree", "base_path") is YamlNode.Scalar { Text.Length: > 0 } path && !IsPlace(path.Text))
        {
            check.Report(DiagnosticCodes.ConfigBadValue, path.At, $"worktree.base_path must be {Place} (got: {path.Text})");
        }

        RefuseForgeTokens(check, values);
        EscalationConfig.RefuseSecrets(check, values);
        WarnOfGatesThatNeverFail(check, values);
        var config = Build(values);
        if (config.Provider.Type is { } type && !config.Provider.KnownNames.Contains(type))
        {
            check.Report(DiagnosticCodes.ConfigBadValue, values.At("provider", "type")!.At, $"provider.type must be {ProviderChoice.Names(config.Provider)} (got: {type}){NearestName.Hint(type, config.Provider.KnownNames)}");
        }

        if (config.CodeReview.Provider is { } reviewer && !config.Provider.KnownNames.Contains(reviewer))
        {
            check.Report(DiagnosticCodes.ConfigBadValue, values.At("code_review", "provider")!.At, $"code_review.provider must be {ProviderChoice.Names(config.Provider)} (got: {reviewer}){NearestName.Hint(reviewer, config.Provider.KnownNames)}");
        }

        return new ConfigReading(config, check.Problems);
    }

    /// <summary>No agent gets a token of GitHub: choo alone talks to the forge.</summary>
    private static void RefuseForgeTokens(ConfigCheck check, ConfigValues values)
    {
        var listed = values.At("environment", "agents") is YamlNode.List list ? list.Items.Select(item => (Name: ConfigValues.TextOf(item), item.At, Path: "environment.agents")) : [];
        var set = values.Entries("provider", "providers").SelectMany(provider => new ConfigValues(provider.Value).Entries("env")
            .Select(entry => (Name: (string?)entry.Key, At: entry.KeyAt, Path: $"provider.providers.{provider.Key}.env")));
        foreach (var (name, at, path) in listed.Concat(set).Where(each => each.Name is not null && VariableNames.IsForgeToken(each.Name)))
        {
            check.Report(DiagnosticCodes.ConfigBadValue, at, $"{path} must not name {name}: a GitHub token is never passed to an agent");
        }
    }

    private static void WarnOfGatesThatNeverFail(ConfigCheck check, ConfigValues values)
    {
        foreach (var command in values.Maps("baseline_checks").Select(map => map.Find("command")?.Value).OfType<YamlNode.Scalar>())
        {
            if (NeverFails.Why(command.Text) is { } why)
            {
                check.Report(DiagnosticCodes.GateNeverFails, command.At, $"the baseline check can never fail: {why}; give a command that fails when something is wrong");
            }
        }
    }

    private static ImmutableArray<string> Names(ConfigValues values, string key) =>
        values.At("environment", key) is YamlNode.List ? values.Command("environment", key) : [];

    /// <summary>What <c>worktree.base_path</c> may be.</summary>
    internal const string Place = "a folder, absolute or relative to the repository, that is neither the repository itself nor inside .git";

    /// <summary>Whether a path may be that of the worktrees.</summary>
    internal static bool IsPlace(string path)
    {
        var slashed = path.Replace('\\', '/');
        var parts = slashed.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").ToArray();
        return parts.Length > 0 && !parts.Any(part => part.Equals(".git", StringComparison.OrdinalIgnoreCase));
    }

    private static ChooConfig Build(ConfigValues values)
    {
        var defaults = new ChooConfig();
        return new ChooConfig
        {
            TargetBranch = values.Text("target_branch"),
            Parallelism = values.Number(1, "parallelism") ?? defaults.Parallelism,
            TakesNewUnits = values.Flag("take_new_units") ?? true,
            Worktree = new WorktreeConfig
            {
                BasePath = values.Text("worktree", "base_path") is { } path && IsPlace(path) ? path.TrimEnd('/', '\\') : defaults.Worktree.BasePath,
                Setup = Commands(values, "setup"),
                Teardown = Commands(values, "teardown"),
            },
            Provider = Provider(values),
            Environment = new EnvironmentConfig
            {
                Agents = Names(values, "agents"),
                Gates = Names(values, "gates"),
                Secrets = Names(values, "secrets"),
            },
            BaselineChecks = Checks(values),
            AllowRedTarget = values.Flag("baseline", "allow_red_target") ?? false,
            RegressionOnly = values.Flag("baseline", "regression_only") ?? false,
            VerifyTarget = values.Text("baseline", "verify_target") switch
            {
                "before" => VerifyTarget.Before,
                "never" => VerifyTarget.Never,
                _ => VerifyTarget.Alongside,
            },
            Protected = values.At("gates", "protected") is YamlNode.List ? values.Command("gates", "protected") : null,
            RedFirst = values.Flag("gates", "red_first") ?? false,
            TrustExitCode = values.Flag("gates", "trust_exit_code") ?? false,
            ChangedTests = values.Text("gates", "changed_tests") switch
            {
                "allow" => ChangedTests.Allow,
                "refuse" => ChangedTests.Refuse,
                _ => ChangedTests.Wait,
            },
            OldTests = values.Flag("gates", "old_tests") ?? true,
            NewTests = values.Flag("gates", "new_tests") ?? true,
            ReuseEvidence = values.Flag("gates", "reuse_evidence") ?? true,
            TaskAttempts = values.Number(1, "limits", "task_attempts") ?? defaults.TaskAttempts,
            BaselineAttempts = values.Number(0, "limits", "baseline_attempts") ?? defaults.BaselineAttempts,
            Landing = new LandingConfig { Proofs = values.Number(1, "landing", "proofs"), Batch = values.Number(1, "landing", "batch") },
            ConflictAttempts = values.Number(1, "merge", "max_conflict_retries") ?? defaults.ConflictAttempts,
            GitHub = GitHubConfig.From(values),
            Land = values.Text("land") == "pull_request" ? LandingWay.PullRequest : LandingWay.Merge,
            PullRequest = PullRequestConfig.From(values),
            Feature = FeatureConfig.From(values),
            Review = ReviewConfig.From(values),
            CodeReview = CodeReviewConfig.From(values),
            Escalation = EscalationConfig.From(values),
            Backlog = BacklogConfig.From(values),
            FreeDisk = values.Number(0, "limits", "free_disk_mb") is { } megabytes ? (long)megabytes << 20 : defaults.FreeDisk,
            Budget = new BudgetConfig(BudgetOf(values, "run"), BudgetOf(values, "unit")),
            TurnTimeout = values.Duration(TimeSpan.FromTicks(1), "timeouts", "turn") ?? defaults.TurnTimeout,
            SilenceTimeout = values.Duration(TimeSpan.Zero, "timeouts", "silence") ?? defaults.SilenceTimeout,
            GateTimeout = values.Duration(TimeSpan.FromTicks(1), "timeouts", "gate") ?? defaults.GateTimeout,
            SetupTimeout = values.Duration(TimeSpan.FromTicks(1), "timeouts", "setup") ?? defaults.SetupTimeout,
            GateParallelism = values.Number(1, "gates", "parallelism"),
        };
    }

    private static Budget BudgetOf(ConfigValues values, string scope) => new()
    {
        Cost = values.Amount("budget", scope, "cost"),
        Tokens = values.Number(1, "budget", scope, "tokens"),
        Turns = values.Number(1, "budget", scope, "turns"),
        Time = values.Duration(TimeSpan.FromTicks(1), "budget", scope, "time"),
    };

    private static ImmutableArray<SetupCommand> Commands(ConfigValues values, string phase) =>
    [
        .. values.Maps("worktree", phase)
            .Select(map => new SetupCommand(ConfigValues.TextOf(map.Find("command")?.Value) ?? "", ConfigValues.TextOf(map.Find("if")?.Value)))
            .Where(command => command.Command.Length > 0),
    ];

    private static ImmutableArray<Gate>? Checks(ConfigValues values) => values.At("baseline_checks") is not YamlNode.List
        ? null
        : [.. values.Maps("baseline_checks")
            .Select(map => new Gate(ConfigValues.TextOf(map.Find("name")?.Value) ?? "", ConfigValues.TextOf(map.Find("command")?.Value) ?? ""))
            .Where(gate => gate.Command.Length > 0)];

    private static ProviderConfig Provider(ConfigValues values)
    {
        var providers = ImmutableDictionary.CreateBuilder<string, ProviderEntry>(StringComparer.Ordinal);
        foreach (var entry in values.Entries("provider", "providers"))
        {
            var map = new ConfigValues(entry.Value);
            providers[entry.Key] = new ProviderEntry
            {
                Command = map.Command("command"),
                Args = map.At("args") is YamlNode.List ? map.Command("args") : null,
                Model = map.Text("model"),
                Env = map.Entries("env").Where(each => ConfigValues.TextOf(each.Value) is not null)
                    .DistinctBy(each => each.Key).ToImmutableDictionary(each => each.Key, each => ConfigValues.TextOf(each.Value)!, StringComparer.Ordinal),
            };
        }

        // The earlier system's claude.command still names claude's program, where nothing newer does.
        var claude = providers.GetValueOrDefault("claude") ?? new ProviderEntry();
        if (claude.Command.IsEmpty && values.Command("claude", "command") is { IsEmpty: false } legacy)
        {
            providers["claude"] = claude with { Command = legacy };
        }

        var type = values.Text("provider", "type");
        return new ProviderConfig { Type = type, TypeSource = type is null ? "default" : "config:.choo.yaml", Providers = providers.ToImmutable() };
    }
}
