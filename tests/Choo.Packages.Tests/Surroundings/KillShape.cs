using System.Globalization;
using Choo.Testing;

namespace Choo.Packages.Tests.Surroundings;

/// <summary>What a run that is killed is busy with, and what its checkout is like.</summary>
/// <param name="Name">For a person.</param>
internal sealed record KillShape(string Name)
{
    // Turns that repair a unit, and not one of its tasks, have no task; what they did is not counted as a task's start.
    private const string Started = "[ -z \"$SCRIPT_STATE\" ] || printf";
    private const string OfTasks = "[ -z \"$CHOO_TASK\" ] || printf";
    private const string Holds = "[ ! -e \"$SCRIPT_STATE/hold/";
    private const string Reads = "|| [ -n \"$line\" ]; do\n";
    private const string NoHooks = "core.hooksPath=/dev/null";

    /// <summary>More lines of the agent, where it writes its file.</summary>
    public string Agent { get; init; } = "";

    /// <summary>What the agent does with each line of its prompt, in <c>line</c>.</summary>
    public string Hears { get; init; } = "";

    /// <summary>More of the configuration.</summary>
    public string Config { get; init; } = "baseline_checks:\n  - name: readme\n    command: test -f README.md\n";

    /// <summary>Changes the repository before the first start.</summary>
    public Action<GitRepo> Before { get; init; } = _ => { };

    /// <summary>What a person does while choo is dead.</summary>
    public Action<GitRepo> Between { get; init; } = _ => { };

    /// <summary>What a person's repository is without more.</summary>
    public static KillShape Plain { get; } = new("plain");

    public static KillShape[] All { get; } =
    [
        Plain,
        new("conflicts")
        {
            Agent = """
                if grep -q '^<<<<<<<' shared.txt 2>/dev/null; then
                  grep -v -e '^<<<<<<<' -e '^=======' -e '^>>>>>>>' -e '^|||||||' shared.txt > shared.new && mv shared.new shared.txt
                elif [ -n "$CHOO_TASK" ]; then echo "$unit $task" >> shared.txt; fi

                """,
        },
        new("setup")
        {
            Config = "worktree:\n  setup:\n    - command: mkdir -p packages && echo restored > packages/all.txt\nbaseline_checks:\n  - name: packages\n    command: test -f packages/all.txt\n",
            Before = repo => repo.Write(".gitignore", "packages/\n").Commit("ignored"),
        },
        new("a red baseline")
        {
            Agent = "if [ -z \"$CHOO_TASK\" ]; then rm -f broken; elif [ \"$unit\" = store ] && [ \"$task\" = 02-step ]; then echo x > broken; fi\n",
            Config = "baseline_checks:\n  - name: whole\n    command: test ! -e broken\n",
        },
        new("a person who commits")
        {
            Between = repo =>
            {
                if (repo.Has(".git/index.lock"))
                {
                    // git that was killed left it: until choo has looked, nobody can commit.
                    return;
                }

                var number = Directory.EnumerateFiles(repo.Root, "person-*.txt").Count().ToString(CultureInfo.InvariantCulture);
                repo.Write($"person-{number}.txt", "mine\n").Git("add", $"person-{number}.txt");
                repo.Git("-c", NoHooks, "commit", "--quiet", "-m", $"{Persons} {number}", "--", $"person-{number}.txt");
            },
        },
        new("a dirty checkout")
        {
            Before = repo =>
            {
                repo.Write("changed.txt", "1\n").Write("staged.txt", "1\n").Commit("files of a person's");
                repo.Write("changed.txt", "2\n").Write("staged.txt", "2\n").Git("add", "staged.txt");
            },
        },
        new("many files") { Agent = "mkdir -p \"many/$unit-$task\"; i=0; while [ $i -lt 150 ]; do echo $i > \"many/$unit-$task/$i.txt\"; i=$((i + 1)); done\n" },
        new("a large checkout")
        {
            Before = repo =>
            {
                for (var i = 0; i < 1400; i++)
                {
                    repo.Write($"large/{i / 100}/{i}.txt", $"{i}\n");
                }

                repo.Commit("many files");
            },
        },
        new("another branch") { Config = "target_branch: main\n" + Plain.Config, Before = repo => repo.Git("checkout", "--quiet", "-b", "elsewhere") },
        new("removals")
        {
            Agent = "if [ \"$task\" = 02-step ]; then rm -f \"$unit-01-step.txt\"; mkdir -p moved; git mv -k README.md moved/ 2>/dev/null; git mv -k moved/README.md README.md 2>/dev/null; fi\n",
        },
    ];

    /// <summary>How the subject of a person's commit begins.</summary>
    public const string Persons = "person:";

    /// <summary>Takes effect in a site.</summary>
    public void Prepare(Site site, int slots)
    {
        site.UseClaude(Site.Claude.Replace(Started, OfTasks, StringComparison.Ordinal).Replace(Holds, Agent + Holds, StringComparison.Ordinal).Replace(Reads, Reads + Hears, StringComparison.Ordinal));
        site.Repo.Write(".choo.yaml", $"parallelism: {slots}\n{Config}").Commit("configuration");
        Before(site.Repo);
    }
}
