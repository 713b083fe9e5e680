using System.Text;
using Choo.Adapters.Specs;
using Choo.Core.Diagnostics;
using Choo.Core.Specs;
using Choo.Core.Specs.Drafts;
using Choo.Engine;
using Choo.Testing;
using Choo.Tool.Commands;
using Xunit;

namespace Choo.Tool.Tests.Commands;

public sealed class NewUnitTests
{
    private const string Folder = "specs/tasks/order-export";

    [Fact]
    public async Task Options_make_a_unit_that_is_valid()
    {
        using var test = new TestConsole();
        Existing(test, "core", "parser");

        Assert.Equal(0, await test.RunAsync(
            ["new", "unit", "order-export", "--title", "Export: orders", "--depends-on", "core, parser", "--depends-on", "core", "--task", "Write the \"CSV\" #1", "--task", "It's done", "--backpressure", "dotnet test --filter \"A|B\"", "--provider", "codex"]));

        Assert.Equal($"wrote {Folder}/IMPLEMENTATION_PLAN.md\nwrote {Folder}/01-write-the-csv-1.md\nwrote {Folder}/02-its-done.md\n", test.Out);
        Assert.Equal($"Next: edit the tasks, then git add {Folder} && git commit -m \"specs: order-export\" (choo runs what is committed), then dotnet choo plan.\n", test.Error);
        Golden.Verify($"{test.Folder.Read($"{Folder}/IMPLEMENTATION_PLAN.md")}\n{test.Folder.Read($"{Folder}/01-write-the-csv-1.md")}", "NewUnit.files");
        Assert.Equal("3 units, 4 tasks: no problems\n", await ValidateAsync(test));
        Assert.Equal(["core", "order-export", "parser"], Children(test, "specs/tasks"));
    }

    [Fact]
    public async Task Each_task_may_have_a_backpressure_of_its_own_and_without_one_the_default_gate_is_named()
    {
        using var test = new TestConsole();
        test.Folder.Write("src/App/App.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />\n");

        Assert.Equal(0, await test.RunAsync("new unit a --task One --task Two --backpressure first --backpressure second"));
        Assert.Equal(0, await test.RunAsync("new unit b --task One --yes"));

        Assert.Contains("\nbackpressure: \"first\"\n", test.Folder.Read("specs/tasks/a/01-one.md"), StringComparison.Ordinal);
        Assert.Contains("\nbackpressure: \"second\"\n", test.Folder.Read("specs/tasks/a/02-two.md"), StringComparison.Ordinal);
        Assert.Contains("\n# backpressure: \"dotnet build src/App/App.csproj\"\n", test.Folder.Read("specs/tasks/b/01-one.md"), StringComparison.Ordinal);
        Assert.Equal("2 units, 3 tasks: no problems\n", await ValidateAsync(test));
    }

    [Fact]
    public async Task Another_folder_of_units_is_honoured_from_inside_the_repository_too()
    {
        using var test = new TestConsole();
        test.Folder.Write(".git/HEAD", "ref: refs/heads/main\n");
        test.Folder.Folder("src/deep");

        Assert.Equal(0, await test.RunAsync("-C src/deep new unit api --task Routes --tasks-dir work/units"));

        Assert.True(test.Folder.Has("work/units/api/01-routes.md"));
        Assert.Contains(" git add ../../work/units/api && ", test.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_missing_is_reported_together_with_what_is_wrong()
    {
        using var test = new TestConsole();

        Assert.Equal(2, await test.RunAsync("new unit api --yes --depends-on nosuch"));

        Assert.Contains("error CHOO0001: a new unit needs at least one task", test.Error, StringComparison.Ordinal);
        Assert.Contains("error CHOO1013: unit 'api' depends on 'nosuch'", test.Error, StringComparison.Ordinal);
        Assert.Empty(Children(test, "."));
    }

    [Fact]
    public async Task Without_a_terminal_all_that_is_missing_is_told_at_once()
    {
        using var test = new TestConsole { Input = new(["x", "y"]) };
        using var service = new TestConsole { IsTerminal = true, Input = new(["x", "y"]) };
        service.Environment["CI"] = "true";
        const string Expected = "choo: error CHOO0001: a new unit needs a name (dotnet choo new unit NAME) and at least one task (--task \"TITLE\"); choo asks for what is missing only on a terminal, and not with --yes or --json\n";

        Assert.Equal((2, 2), (await test.RunAsync("new unit"), await service.RunAsync("new unit")));

        Assert.Equal((Expected, Expected), (test.Error, service.Error));
        Assert.Empty(Children(test, "."));
    }

    [Fact]
    public async Task All_problems_are_told_together_and_nothing_is_written()
    {
        using var test = new TestConsole();
        Existing(test, "parser");

        Assert.Equal(2, await test.RunAsync(
            ["new", "unit", "my unit", "--title", "two\nlines", "--depends-on", "parsr", "--task", "Do it", "--task", "Do: it!", "--provider", "codx", "--backpressure", "a", "--backpressure", "b", "--backpressure", "c"]));

        Golden.Verify(test.Error, "NewUnit.problems");
        Assert.Empty(test.Out);
        Assert.Equal(["parser"], Children(test, "specs/tasks"));
    }

    [Theory]
    [InlineData("parser", "CHOO0009")]
    [InlineData("Parser", "CHOO1017")]
    [InlineData("file", "CHOO0009")]
    [InlineData(".hidden", "CHOO1016")]
    [InlineData("con", "CHOO1016")]
    [InlineData("../out", "CHOO1016")]
    public async Task What_is_there_is_never_overwritten_and_a_name_must_be_usable(string name, string code)
    {
        using var test = new TestConsole();
        Existing(test, "parser");
        test.Folder.Write("specs/tasks/file", "mine");
        var before = test.Folder.Read("specs/tasks/parser/01-x.md");

        Assert.Equal(2, await test.RunAsync($"new unit {name} --task One"));

        Assert.Matches($"^choo: error {code}: [^\n]+\n$", test.Error);
        Assert.Equal((before, "mine"), (test.Folder.Read("specs/tasks/parser/01-x.md"), test.Folder.Read("specs/tasks/file")));
        Assert.Equal(["file", "parser"], Children(test, "specs/tasks"));
        Assert.Equal(["specs"], Children(test, "."));
    }

    [Fact]
    public async Task A_unit_that_would_close_a_cycle_is_refused()
    {
        using var test = new TestConsole();
        Existing(test, "core");
        test.Folder.Write("specs/tasks/late/IMPLEMENTATION_PLAN.md", "---\nunit: late\ndepends_on: [early]\n---\n");
        test.Folder.Write("specs/tasks/late/01-x.md", "---\ntask: 1\n---\n# X\n");

        Assert.Equal(2, await test.RunAsync("new unit early --depends-on late --task One"));
        Assert.Equal("choo: error CHOO1014: units wait for each other: early -> late -> early\n", test.Error);

        // The fault that was there before is nobody's fault here, and this mends it.
        Assert.Equal(0, await test.RunAsync("new unit early --depends-on core --task One"));
        Assert.Equal("3 units, 3 tasks: no problems\n", await ValidateAsync(test));
    }

    [Fact]
    public async Task A_terminal_is_asked_for_what_is_not_given_and_a_wrong_answer_is_asked_for_again()
    {
        using var test = new TestConsole
        {
            IsTerminal = true,
            Input = new(["", "parser", " order-export ", "", "parsr", "parser", "", "Read it", "read it!", "Write it", "", "dotnet test", "codx", ""]),
        };
        Existing(test, "parser");

        Assert.Equal(0, await test.RunAsync("new unit"));

        Golden.Verify(test.Error, "NewUnit.questions");
        Assert.Equal($"wrote {Folder}/IMPLEMENTATION_PLAN.md\nwrote {Folder}/01-order-export.md\nwrote {Folder}/02-read-it.md\nwrote {Folder}/03-write-it.md\n", test.Out);
        Assert.Contains("\ndepends_on: [parser]\n---\n", test.Folder.Read($"{Folder}/IMPLEMENTATION_PLAN.md"), StringComparison.Ordinal);
        Assert.Contains("\nbackpressure: \"dotnet test\"\n", test.Folder.Read($"{Folder}/03-write-it.md"), StringComparison.Ordinal);
        Assert.Equal("2 units, 4 tasks: no problems\n", await ValidateAsync(test));
    }

    [Fact]
    public async Task What_is_given_is_not_asked_for_and_what_no_answer_can_mend_is_told_first()
    {
        using var test = new TestConsole { IsTerminal = true, Input = new([]) };

        Assert.Equal(0, await test.RunAsync(["new", "unit", "a", "--title", "A", "--depends-on", ",", "--task", "One", "--backpressure", "x", "--provider", "claude"]));
        Assert.Equal(2, await test.RunAsync("new unit b --depends-on nobody"));

        Assert.DoesNotContain(": \n", test.Error, StringComparison.Ordinal);
        Assert.EndsWith("choo: error CHOO1013: unit 'b' depends on 'nobody', which is neither in specs/tasks nor archived\n", test.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(6)]
    public async Task The_end_of_the_input_leaves_nothing_behind(int answers)
    {
        using var test = new TestConsole { IsTerminal = true, Input = new(Enumerable.Repeat<string?>("x", answers)) };

        Assert.Equal(2, await test.RunAsync("new unit --depends-on ,"));

        Assert.EndsWith("choo: error CHOO0001: the input ended before every question was answered; nothing was written\n", test.Error, StringComparison.Ordinal);
        Assert.Empty(Children(test, "."));
    }

    [Fact]
    public async Task A_person_who_stops_is_not_waited_for_and_leaves_nothing_behind()
    {
        using var test = new TestConsole();
        using var typed = new ManualResetEventSlim();
        using var stop = new CancellationTokenSource();
        var console = test.Console with { ReadLine = () => { stop.Cancel(); typed.Wait(CancellationToken.None); return null; } };
        var place = await UnitPlace.OpenAsync(new RunRequest { WorkingFolder = test.Folder.Path, Environment = _ => null }, CancellationToken.None);

        Assert.Throws<OperationCanceledException>(() => new NewUnitQuestions(console, place, stop.Token).Ask(new NewUnitOptions(null, null, null, [], [], null)));

        typed.Set();
        Assert.Equal("Name: \nStopped: nothing was written.\n", test.Error);
        Assert.Empty(Children(test, "."));
    }

    [Fact]
    public async Task A_disk_that_refuses_is_told_and_nothing_is_left()
    {
        using var test = new TestConsole();
        test.Folder.Write("specs", "a file");

        Assert.Equal(2, await test.RunAsync("new unit a --task One"));

        Assert.StartsWith("choo: error CHOO0006: specs/tasks/a cannot be written, and was removed again: ", test.Error, StringComparison.Ordinal);
        Assert.Equal(["specs"], Children(test, "."));
    }

    [Fact]
    public void Any_title_survives_the_way_through_a_file_and_the_reader()
    {
        string[] corners =
        [
            "\"", "'", "\\", "a: b", "# a", "a # b", "- a", "[a", "{a}", "@a", "`a`", "%a", "&a", "*a", "!a", "|", ">", "---", "null", "~", "1", "true", " a ", "a\u00a0b", "\u200b", "\ufeff", "\u202e", "\u2007a",
            "\ue000", "\U0001f680", "\U000e0001", "\uffff", "e\u0301", "ß", "日本語", "{{x}}", "${x}", "\\n", "\\u0041", "C#", "a #", "yes", "...", "? a", ": ",
        ];
        var random = new Random(7);
        var titles = corners.Concat(Enumerable.Range(0, 3000).Select(_ => RandomTitle(random))).Where(title => !string.IsNullOrWhiteSpace(title)).ToList();
        var context = new SpecContext { TasksDir = "t", KnownProviders = new HashSet<string>() };
        Assert.All(titles, title =>
        {
            var draft = new UnitDraft { Name = "a", Title = title, Tasks = [title], Backpressures = [title] };

            Assert.Empty(UnitDraftRules.Check(draft, context, [], YamlReader.Instance));
            var reading = SpecReader.ReadFolder(context, new SpecFolder("a", "t/a", UnitDraftFiles.Of(draft, "t"), []), YamlReader.Instance);

            // A title such as "a &" is a command that never fails.
            Assert.DoesNotContain(reading.Diagnostics, problem => problem.Code != DiagnosticCodes.GateNeverFails.Id);
            var task = Assert.Single(reading.Unit!.Tasks);
            Assert.Equal((title, title), (task.Title, task.Backpressure));
            Assert.True(SpecNames.IsTask(task.File) && Encoding.UTF8.GetByteCount(task.File) <= 255, task.File);
            Assert.Equal(-1, task.File.AsSpan().IndexOfAny(Path.GetInvalidFileNameChars()));
        });
    }

    private static string RandomTitle(Random random)
    {
        var text = new StringBuilder();
        for (var length = random.Next(1, 60); length > 0; length--)
        {
            var rune = random.Next(3) switch { 0 => random.Next(0x20, 0x7f), 1 => random.Next(0xa0, 0xd800), _ => random.Next(0xe000, 0x110000) };
            text.Append(rune is 0x2028 or 0x2029 or 0xfffd ? "-" : char.ConvertFromUtf32(rune));
        }

        return text.ToString();
    }

    private static void Existing(TestConsole test, params string[] units)
    {
        foreach (var unit in units)
        {
            test.Folder.Write($"specs/tasks/{unit}/IMPLEMENTATION_PLAN.md", $"---\nunit: {unit}\n---\n# {unit}\n");
            test.Folder.Write($"specs/tasks/{unit}/01-x.md", "---\ntask: 1\n---\n# X\n");
        }
    }

    private static string[] Children(TestConsole test, string folder) =>
        [.. Directory.EnumerateFileSystemEntries(test.Folder.At(folder)).Select(Path.GetFileName).Order(StringComparer.Ordinal)!];

    private static async Task<string> ValidateAsync(TestConsole test)
    {
        using var check = new TestConsole();
        await check.RunAsync($"validate -C {test.Folder.Path}");
        return check.Out;
    }
}
