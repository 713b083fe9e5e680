using Choo.Testing;
using Choo.Tool.Cli;
using Xunit;

namespace Choo.Tool.Tests.Commands;

/// <summary>What programs are given is of the form that <c>docs/schema</c> describes: real output, of good runs and bad ones.</summary>
public sealed class JsonOutputTests
{
    /// <summary>The schema of each command that has <c>--json</c>.</summary>
    private static readonly Dictionary<string, string> SchemaOf = new()
    {
        ["plan"] = "plan",
        ["run"] = "plan",
        ["validate"] = "validation",
        ["status"] = "status",
        ["evidence"] = "evidence",
        ["recover"] = "recover",
        ["doctor"] = "doctor",
        ["explain"] = "explain",
        ["gaps"] = "gaps",
        ["runs"] = "runs",
        ["pr"] = "pr",
        ["new"] = "new",
    };

    [Fact]
    public void Every_command_with_a_document_has_a_schema() =>
        Assert.Equal(
            SchemaOf.Where(each => Schemas.Has(each.Value)).Select(each => each.Key).Order(StringComparer.Ordinal),
            CommandTable.All.Where(command => command.Options.Any(option => option.Long == CommonOptions.Json.Long)).Select(command => command.Name).Order(StringComparer.Ordinal));

    [Fact(Timeout = 120000)]
    public async Task Before_and_after_a_run_each_document_is_of_its_schema()
    {
        using var repo = new GitRepo();
        Configure(repo);
        repo.Unit("parser", tasks: [new(), new()]).Unit("api", ["parser"], tasks: new SpecText(Gate: "false")).Unit("cli", ["api"], tasks: new SpecText()).Commit();

        await ValidateAsync(repo, "plan", "run -n", "validate", "status", "runs", "pr", "recover", "doctor");
        Assert.Equal(2, await ValidateAsync(repo, "evidence parser"));
        Assert.Equal(0, await ValidateAsync(repo, "explain", "explain 4101"));
        Assert.Equal(0, await ValidateAsync(repo, "new unit docs --task Write"));

        using (var run = Console())
        {
            Assert.Equal(1, await run.RunAsync($"run --output ndjson -C {repo.Root}"));
            Assert.All(run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Schemas.Validate(line, "event"));
        }

        await ValidateAsync(repo, "plan", "run -n", "validate", "status", "runs", "recover", "doctor");
        Assert.Equal(0, await ValidateAsync(repo, "evidence parser"));
        Assert.Equal(0, await ValidateAsync(repo, "recover api"));
        Schemas.Validate(File.ReadAllText(Directory.GetFiles(repo.At(".choo/runs"), "parser.json", SearchOption.AllDirectories).Single()), "evidence");
    }

    [Fact(Timeout = 120000)]
    public async Task Documents_that_report_problems_are_of_their_schemas_too()
    {
        using var repo = new GitRepo();
        Configure(repo);
        repo.Unit("parser", tasks: new SpecText()).Commit();
        using (var run = Console())
        {
            Assert.Equal(0, await run.RunAsync($"run -v q -C {repo.Root}"));
        }

        repo.Git("reset", "--quiet", "--hard", "main^1");
        repo.Write(GitRepo.SpecPath("parser", 1), "---\ntask: 1\nstatus: someday\nbackpressure: @x\n---\n# Broken\n").Write(".choo.yaml", "parallel: 1\nprovider:\n  type: nobody\n");

        Assert.Equal(1, await ValidateAsync(repo, "evidence parser"));
        Assert.Equal(2, await ValidateAsync(repo, "validate"));
        Assert.Equal(2, await ValidateAsync(repo, "doctor"));
        Assert.Equal(2, await ValidateAsync(repo, "new unit", "new unit parser --task Again"));
    }

    private static void Configure(GitRepo repo) =>
        repo.Write(".choo.yaml", $"limits:\n  task_attempts: 1\nprovider:\n  providers:\n    claude:\n      command: {ScriptAgents.WriteClaude(repo.Around)}\n");

    private static TestConsole Console()
    {
        var test = new TestConsole();
        test.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH")!;
        return test;
    }

    /// <summary>Runs commands with <c>--json</c> and validates what each prints; the last one's exit code.</summary>
    private static async Task<int> ValidateAsync(GitRepo repo, params string[] lines)
    {
        var code = 0;
        foreach (var line in lines)
        {
            using var test = Console();
            code = await test.RunAsync($"{line} --json -C {repo.Root}");
            Schemas.Validate(test.Out, SchemaOf[line.Split(' ')[0]]);
        }

        return code;
    }
}
