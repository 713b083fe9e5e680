using System.Collections.Immutable;

namespace Choo.Tool.Cli;

/// <summary>Options that several commands share, so that one name means one thing.</summary>
internal static class CommonOptions
{
    public static readonly OptionSpec Directory = new("directory", "run as if started in this folder")
    {
        Short = 'C',
        Value = "DIR",
        Kind = ValueKind.Folder,
        Default = "the current folder",
    };

    public static readonly OptionSpec NoColor = new("no-color", "print without colours (FORCE_COLOR=1 does the opposite)")
    {
        Variable = "NO_COLOR",
    };

    public static readonly OptionSpec Help = new("help", "show this help") { Short = 'h' };

    public static readonly OptionSpec Unit = new("unit", "only this unit and the units it depends on")
    {
        Value = "UNIT",
        Kind = ValueKind.Unit,
        Default = "all units",
    };

    public static readonly OptionSpec Tasks = new("tasks", "the folder with the units")
    {
        Value = "DIR",
        Kind = ValueKind.Folder,
        Default = "specs/tasks",
    };

    public static readonly OptionSpec Parallelism = new("parallelism", "how many units run at once")
    {
        Short = 'p',
        Value = "N",
        Kind = ValueKind.Number,
        Default = "parallelism in .choo.yaml, otherwise 4",
        Variable = "CHOO_PARALLELISM",
    };

    public static readonly OptionSpec Target = new("target", "the branch that work lands on")
    {
        Short = 't',
        Value = "BRANCH",
        Kind = ValueKind.Branch,
        Default = "target_branch in .choo.yaml, otherwise the checked-out branch",
        Variable = "CHOO_TARGET_BRANCH",
    };

    public static readonly OptionSpec Feature = new("feature", "gather the units on the branch feature/NAME, and end with one pull request from it to the target")
    {
        Value = "NAME",
    };

    public static readonly OptionSpec Provider = new("provider", "the agent for units that name none")
    {
        Value = "NAME",
        Default = "provider.type in .choo.yaml, otherwise claude",
        Variable = "CHOO_PROVIDER, RALPH_PROVIDER",
    };

    public static readonly OptionSpec ForcedProvider = new("force-task-provider", "the agent for every unit, whatever its plan says")
    {
        Value = "NAME",
    };

    public static readonly OptionSpec NoMerge = new("no-merge", "leave each unit on its own branch; dependents build on its unlanded commits");

    public static readonly OptionSpec NoTui = new("no-tui", "print plain lines instead of the live view")
    {
        Default = "live on a terminal outside CI",
        Variable = "CI, GITHUB_ACTIONS, TF_BUILD, GITLAB_CI, TEAMCITY_VERSION, TERM=dumb",
    };

    public static readonly OptionSpec Output = new("output", "text for people; ndjson for programs, one event per line on standard output")
    {
        Value = "FORM",
        Choices = ["text", "ndjson"],
        Default = "text",
    };

    public static readonly OptionSpec JsonEvents = new("json-events", "the same as --output ndjson");

    public static readonly OptionSpec Report = new("report", "also write a report: junit=FILE or sarif=FILE")
    {
        Value = "KIND=FILE",
        Repeatable = true,
    };

    public static readonly OptionSpec Verbosity = new("verbosity", "q[uiet], m[inimal], n[ormal], d[etailed] or diag[nostic]")
    {
        Short = 'v',
        Value = "LEVEL",
        Default = "normal",
        Choices = ["q", "quiet", "m", "minimal", "n", "normal", "d", "detailed", "diag", "diagnostic"],
    };

    public static readonly OptionSpec Accept = new("accept", "let this unit land even though tests vanished, were skipped or lost assertions")
    {
        Value = "UNIT",
        Kind = ValueKind.Unit,
        Repeatable = true,
    };

    public static readonly OptionSpec Run = new("run", "this run instead of the newest: its id or a prefix")
    {
        Value = "ID",
    };

    public static readonly OptionSpec Json = new("json", "print one JSON document");

    public static readonly OptionSpec DryRun = new("dry-run", "print what would be done and change nothing") { Short = 'n' };

    public static readonly ArgumentSpec TasksDir = new("tasks-dir", "the folder with the units; overrides --tasks (default: specs/tasks)") { Kind = ValueKind.Folder };

    public static readonly ArgumentSpec UnitArgument = new("unit", "the unit's id (its folder name)") { Required = true, Kind = ValueKind.Unit };

    /// <summary>What every command takes.</summary>
    public static readonly ImmutableArray<OptionSpec> All = [Directory, NoColor, Help];
}
