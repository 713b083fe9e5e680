using System.Text;
using Choo.Adapters.Configuration;
using Choo.Adapters.Journal;
using Choo.Adapters.Processes;
using Choo.Adapters.Specs;
using Choo.Adapters.Tests.Hosting;
using Choo.Core.Agents;
using Choo.Core.Configuration;
using Choo.Core.Diagnostics;
using Choo.Core.Specs;
using Choo.Testing;
using Choo.Testing.Fuzzing;
using Xunit;

namespace Choo.Adapters.Tests.Fuzzing;

/// <summary>Mutations of real inputs: no exception, no hang, and a refusal says with a code where.</summary>
public sealed class FuzzTests
{
    private static readonly HashSet<string> Providers = ["claude", "codex"];

    [Fact(Timeout = 600000)]
    [Incident("W12", "the test mutates specs")]
    [Incident("T2", "the test mutates specs; `CHOO_TEST_INPUTS` says how many inputs there are over all kinds (5,000 when it does not), `CHOO_TEST_SEED` replays one")]
    public Task Specs() => Task.Run(() =>
    {
        var folders = Directory.GetDirectories(Path.Combine(RepositoryRoot.Folder, "samples/bookshelf/specs/tasks"));
        var corpus = folders.SelectMany(folder => Directory.GetFiles(folder, "*.md")).Select(File.ReadAllBytes).Append(Encoding.UTF8.GetBytes(new SpecText("body", "a 'b' \"c\"") { DependsOn = [1, 2] }.Text(3))).ToArray();
        Fuzz.Try(corpus, input =>
        {
            foreach (var name in (string[])["IMPLEMENTATION_PLAN.md", "01-step.md"])
            {
                var other = name[0] == 'I' ? "01-step.md" : "IMPLEMENTATION_PLAN.md";
                var folder = new SpecFolder("unit", "specs/tasks/unit", [new(name, $"specs/tasks/unit/{name}", input), new(other, $"specs/tasks/unit/{other}", corpus[0])], []);
                var set = SpecReader.Read(new SpecContext { TasksDir = "specs/tasks", KnownProviders = Providers }, [folder], YamlReader.Instance);
                Placed(set.Diagnostics, "specs/tasks/unit");
            }

            SpecStatusEditor.Set(input, SpecStatus.Complete);
        });
    });

    [Fact(Timeout = 600000)]
    [Incident("W11", "the test mutates configurations")]
    [Incident("T2", "the test mutates configurations")]
    public Task Configurations() => Task.Run(() =>
    {
        var sample = SampleConfig.Text;
        var settings = string.Join('\n', sample.Split('\n').Where(line => !line.TrimStart().StartsWith("# ", StringComparison.Ordinal)).Select(line => line.Replace("#", "", StringComparison.Ordinal)));
        byte[][] corpus = [Encoding.UTF8.GetBytes(settings), Encoding.UTF8.GetBytes(sample), "parallelism: 2\nbaseline_checks:\n  - name: x\n    command: 'a b'\nworktree:\n  setup:\n    - command: npm ci\n      if: package.json\n"u8.ToArray()];
        Fuzz.Try(corpus, input =>
        {
            var reading = ChooConfigReader.Read(Encoding.UTF8.GetString(input), ".choo.yaml", YamlReader.Instance);
            Placed(reading.Diagnostics, ".choo.yaml");
        });
    });

    [Fact(Timeout = 600000)]
    [Incident("23", "the test mutates journals")]
    [Incident("T2", "the test mutates journals")]
    public async Task Journals()
    {
        using var engine = new TestEngine();
        engine.Repo.Unit("a", tasks: [new(), new("do: true")]).Unit("b", ["a"], tasks: new SpecText()).Unit("c", tasks: new SpecText()).Commit();
        await engine.RunAsync();
        byte[][] corpus = [File.ReadAllBytes(engine.Journal)];
        var file = engine.Repo.Around.At("journal");
        await Task.Run(() => Fuzz.Try(corpus, input =>
        {
            File.WriteAllBytes(file, input);
            if (new JournalReader(file).ToEnd().Problem is { } problem)
            {
                Assert.Equal((DiagnosticCodes.JournalUnreadable.Id, file, true), (problem.Code, problem.File, problem.Line > 0));
            }

            Assert.Equal(input, File.ReadAllBytes(file));
        }));
    }

    [Fact(Timeout = 600000)]
    [Incident("T2", "the test mutates agents' streams")]
    public Task Agents_streams() => Task.Run(() =>
    {
        var corpus = Streams.All.Select(Encoding.UTF8.GetBytes).ToArray();
        Fuzz.Try(corpus, input =>
        {
            foreach (var kind in AgentDialect.Known.Add(AgentDialect.Command))
            {
                var reader = kind.NewReader();
                var lines = new LineSplitter(1 << 20, line => reader.Feed(line.ToArray(), _ => { }));
                for (var at = 0; at < input.Length; at += 7)
                {
                    lines.Add(input.AsMemory(at, Math.Min(7, input.Length - at)));
                }

                lines.Complete();
                var outcome = reader.End(new AgentEnd { ExitCode = 0, DurationMs = 1, ErrorTail = Encoding.UTF8.GetString(input), EndedAt = DateTimeOffset.UnixEpoch });
                Assert.All(AgentProblems.Of(outcome, "claude", null), problem => Assert.Matches("^CHOO3\\d{3}$", problem.Code));
            }
        });
    });

    private static void Placed(IEnumerable<Diagnostic> problems, string file) => Assert.All(problems, problem =>
    {
        Assert.Matches("^CHOO\\d{4}$", problem.Code);
        Assert.StartsWith(file, problem.File, StringComparison.Ordinal);
        Assert.True(problem.Severity != Severity.Error || problem.Line > 0, $"{problem} has no line");
        Assert.DoesNotContain('\n', problem.ToString());
    });
}
