using Choo.Build.Tasks.Mapping;
using Microsoft.Build.Framework;

namespace Choo.Build.Tasks;

/// <summary>Does what the specs ask for, and gives what became of each unit.</summary>
public sealed class ChooRun : EngineTask
{
    private static readonly string[] Concerns = ["failed", "blocked", "none"];
    private static readonly string[] Resumptions = ["auto", "true", "false"];
    private readonly RunEvents events = new();

    /// <summary>Only this unit and what it depends on.</summary>
    public string Unit { get; set; } = "";

    /// <summary>How many units run at once.</summary>
    public string Parallelism { get; set; } = "";

    /// <summary>The branch that work lands on.</summary>
    public string TargetBranch { get; set; } = "";

    /// <summary>The feature whose units are gathered on one branch, which is proposed to the target at the end.</summary>
    public string Feature { get; set; } = "";

    /// <summary>The agent for units that name none.</summary>
    public string Provider { get; set; } = "";

    /// <summary>The agent of every unit.</summary>
    public string ForceProvider { get; set; } = "";

    /// <summary>Whether each unit is left on a branch of its own.</summary>
    public bool NoMerge { get; set; }

    /// <summary>Whether only the plan is shown.</summary>
    public bool DryRun { get; set; }

    /// <summary>auto: continue an interrupted run; true: continue the last run however it ended; false: start a new one.</summary>
    public string Resume { get; set; } = "auto";

    /// <summary>Units, with semicolons between, that may land although tests changed for the worse: it resumes the last run.</summary>
    public string Accept { get; set; } = "";

    /// <summary>failed, blocked, both with a semicolon between, or none.</summary>
    public string FailOn { get; set; } = "failed;blocked";

    /// <summary>The file of the JUnit report.</summary>
    public string JunitReport { get; set; } = "";

    /// <summary>The file of the SARIF report.</summary>
    public string SarifReport { get; set; } = "";

    /// <summary>The units with State, Commit, Branch, Attempts, FixTurns, ConflictTurns, DurationSeconds, Cost and BlockedBy.</summary>
    [Output]
    public ITaskItem[] Units { get; private set; } = [];

    private protected override string Failing => FailOn;

    private protected override string? Refusal() =>
        FailOn.Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault(name => !Concerns.Contains(name)) is { } unknown
            ? $"ChooFailOn has '{unknown}'; it takes failed, blocked, both (failed;blocked) or none"
        : !Resumptions.Contains(Resume) ? $"ChooResume is '{Resume}'; it must be auto, true or false"
        : NoMerge && !string.IsNullOrWhiteSpace(Feature) ? "ChooFeature gathers the units on one branch, and ChooNoMerge leaves each on its own; set one of them"
        : Accepted.Length > 0 && Resume == "false" ? "ChooAccept lands units of the last run, so ChooResume cannot be false"
        : base.Refusal();

    private protected override void Run()
    {
        if (DryRun)
        {
            Units = new Documents(Tell, Conclude).Show(take => Start(take, ["run", "--dry-run", "--json"], TasksOption(), Selection()));
            return;
        }

        var code = Start(Take, Resume == "true" || Accepted.Length > 0 ? ResumeLast() : Run(Resume == "auto"), Option("--parallelism", Parallelism), Option("--provider", Provider), Reports());
        Units = events.ToItems();
        if (events.Summary is { } summary)
        {
            Conclude(summary);
        }
        else if (code == 0 && events.Units.Count == 0)
        {
            Conclude("nothing to do: every unit is complete");
        }
    }

    private string[] Accepted => Accept.Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private IEnumerable<string> ResumeLast() => ["resume", "--output", "ndjson", .. Accepted.SelectMany(unit => Option("--accept", unit))];

    private IEnumerable<string> Run(bool resume) =>
    [
        "run", "--output", "ndjson",
        .. resume ? ["--resume"] : Array.Empty<string>(),
        .. TasksOption(),
        .. Option("--unit", Unit),
        .. Option("--target", TargetBranch),
        .. Option("--feature", Feature),
        .. Option("--force-task-provider", ForceProvider),
        .. NoMerge ? ["--no-merge"] : Array.Empty<string>(),
    ];

    private IEnumerable<string> Selection() =>
    [
        .. Option("--unit", Unit), .. Option("--target", TargetBranch), .. Option("--feature", Feature), .. Option("--parallelism", Parallelism),
        .. Option("--provider", Provider), .. Option("--force-task-provider", ForceProvider),
    ];

    private IEnumerable<string> Reports() => [.. Report("junit", JunitReport), .. Report("sarif", SarifReport)];

    private IEnumerable<string> Report(string kind, string file)
    {
        if (string.IsNullOrWhiteSpace(file))
        {
            return [];
        }

        var path = FullPath(file.Trim());
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return ["--report", $"{kind}={path}"];
    }

    private void Take(string line)
    {
        if (Json.Parse(line) is not { } e)
        {
            Say(line, Detail.Step);
            return;
        }

        if (events.Units.Count == 0 && e.Number("seq") is > 1 and var seq)
        {
            Recall(e.Text("run") ?? "", seq);
        }

        foreach (var entry in events.Take(e))
        {
            Tell(entry);
        }
    }

    /// <summary>A resumed run prints only what is new; what was before is in its journal, in the same form.</summary>
    private void Recall(string run, int before)
    {
        var journal = Path.Combine(RepositoryRoot.Of(FullPath(Root)), ".choo", "runs", run, "events.jsonl");
        if (!File.Exists(journal))
        {
            return;
        }

        using var file = new StreamReader(new FileStream(journal, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        while (file.ReadLine() is { } line && Json.Parse(line) is { } e && e.Number("seq") < before)
        {
            foreach (var _ in events.Take(e))
            {
                // It was reported when it happened.
            }
        }
    }
}
