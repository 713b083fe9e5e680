using Choo.Adapters.Specs;
using Choo.Adapters.Tests.Files;
using Choo.Core.Specs;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Specs;

public sealed class SpecFoldersTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("choo-specs-");

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public async Task A_working_trees_units_are_read_with_relative_paths()
    {
        Unit("b", "a");
        Unit("a");
        var specs = await LoadAsync();
        Assert.Empty(specs.Diagnostics);
        Assert.Equal(["specs/tasks/a", "specs/tasks/b"], specs.Units.Select(unit => unit.Path));
        Assert.Equal("specs/tasks/a/01-x.md", specs.Units[0].Tasks[0].Path);
        Assert.Equal("A title", specs.Units[0].Tasks[0].Title);
        Assert.Equal(["a"], specs.Units[1].DependsOn.AsEnumerable());
    }

    [Fact]
    public async Task Reading_and_parsing_in_one_go_gives_what_the_two_steps_give()
    {
        for (var number = 0; number < 60; number++)
        {
            Unit($"u{number:00}", number == 0 ? [] : [$"u{number - 1:00}"]);
        }

        Write("specs/tasks/u07/01-x.md", "---\ntask: zero\n---\n");
        Write("specs/tasks/u09/1-y.md", "ignored");
        var read = await SpecFolders.ReadAsync(_root.FullName, "specs/tasks", CancellationToken.None);
        var inSteps = SpecReader.Read("specs/tasks", read.Folders, new HashSet<string>(), Known, YamlReader.Instance);
        var atOnce = await LoadAsync();
        Assert.Equal(inSteps.Diagnostics.Select(each => each.ToString()), atOnce.Diagnostics.Select(each => each.ToString()));
        Assert.Equal(inSteps.Units.Select(Show), atOnce.Units.Select(Show));
        Assert.Equal(2, atOnce.Diagnostics.Length);
    }

    [Fact]
    public async Task Files_larger_than_the_buffer_are_read_whole_beside_small_ones()
    {
        Unit("a");
        Write("specs/tasks/a/02-big.md", $"---\ntask: 2\n---\n{new string('x', 200_000)}\n# After much text\n");
        Write("specs/tasks/a/03-small.md", "---\ntask: 3\n---\n# Small\n");
        var specs = await LoadAsync();
        Assert.Empty(specs.Diagnostics);
        Assert.Equal(["A title", "After much text", "Small"], specs.Units[0].Tasks.Select(task => task.Title));
    }

    [Fact]
    public async Task A_tasks_folder_that_is_not_there_is_a_diagnostic()
    {
        var diagnostic = Assert.Single((await LoadAsync()).Diagnostics);
        Assert.Equal("specs/tasks: error CHOO1001: there is no such folder; name the folder with the units", diagnostic.ToString());
    }

    [Fact]
    public async Task A_file_in_place_of_the_tasks_folder_is_a_diagnostic()
    {
        Write("specs/tasks", "x");
        Assert.Equal("specs/tasks: error CHOO1001: it is a file, not a folder", Assert.Single((await LoadAsync()).Diagnostics).ToString());
    }

    [Fact]
    public async Task An_empty_tasks_folder_is_a_warning()
    {
        _root.CreateSubdirectory("specs/tasks");
        Assert.Equal("CHOO1035", Assert.Single((await LoadAsync()).Diagnostics).Code);
    }

    [Fact]
    public async Task Units_archived_beside_the_tasks_folder_satisfy()
    {
        Unit("a", "old", "older", "gone");
        Write("specs/completed/tasks/old/IMPLEMENTATION_PLAN.md", "");
        Write("specs/completed/older/IMPLEMENTATION_PLAN.md", "");
        Write("specs/completed/gone/readme.md", "");
        var specs = await LoadAsync();
        Assert.Contains("'gone'", Assert.Single(specs.Diagnostics).Message, StringComparison.Ordinal);
        Assert.Equal(["gone"], specs.Units[0].DependsOn.AsEnumerable());
    }

    [Fact]
    public async Task Hidden_folders_stray_files_and_nested_units_are_said_and_do_no_harm()
    {
        Unit("a");
        Write("specs/tasks/notes.md", "x");
        Write("specs/tasks/.cache/x.md", "x");
        Write("specs/tasks/a/a/IMPLEMENTATION_PLAN.md", "---\nunit: a\n---\n");
        Write("specs/tasks/a/img/picture.png", "x");
        Write("specs/tasks/a/data.json", "{");
        Assert.Equal(["specs/tasks/.cache CHOO1028", "specs/tasks/a/a CHOO1027"], (await LoadAsync()).Diagnostics.Select(each => $"{each.File} {each.Code}"));
    }

    [Fact]
    public async Task A_link_to_a_folder_is_not_followed_and_said()
    {
        Unit("a");
        Directory.CreateSymbolicLink(Path.Combine(_root.FullName, "specs/tasks/b"), Path.Combine(_root.FullName, "specs/tasks/a"));
        var specs = await LoadAsync();
        Assert.Equal(["a"], specs.Units.Select(unit => unit.Id));
        Assert.Equal(("specs/tasks/b", "CHOO1029"), (specs.Diagnostics[0].File, specs.Diagnostics[0].Code));
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_a_diagnostic_and_the_rest_is_read()
    {
        Unit("a");
        Directory.CreateDirectory(Path.Combine(_root.FullName, "specs/tasks/a"));
        File.CreateSymbolicLink(Path.Combine(_root.FullName, "specs/tasks/a/02-gone.md"), Path.Combine(_root.FullName, "nowhere.md"));
        var specs = await LoadAsync();
        Assert.Contains(specs.Diagnostics, each => each.Code == "CHOO1033" && each.File == "specs/tasks/a/02-gone.md");
        Assert.Single(specs.Units[0].Tasks);
    }

    [Fact(Timeout = 20000)]
    [Incident("T12", "the test puts a pipe, an endless device, a folder, a file of two megabytes and NUL bytes in the place of specs")]
    public async Task What_is_no_spec_or_too_long_is_a_diagnostic_at_once_and_the_rest_is_read()
    {
        Unit("a");
        MadeFile.Pipe(Path.Combine(_root.FullName, "specs/tasks/a/02-pipe.md"));
        File.CreateSymbolicLink(Path.Combine(_root.FullName, "specs/tasks/a/03-endless.md"), "/dev/zero");
        Directory.CreateDirectory(Path.Combine(_root.FullName, "specs/tasks/a/04-folder.md"));
        Write("specs/tasks/a/05-long.md", $"---\ntask: 5\n---\n{new string('x', 2 << 20)}");
        Write("specs/tasks/a/06-nul.md", "---\ntask: 6\n---\n# A\0title\n");
        var specs = await Task.Run(LoadAsync);
        Assert.Equal(
            [
                "specs/tasks/a/02-pipe.md: error CHOO1033: the file cannot be read: it is a named pipe, not a plain file",
                "specs/tasks/a/03-endless.md: error CHOO1033: the file cannot be read: it is a symbolic link, and links are not followed",
                "specs/tasks/a/04-folder.md: error CHOO1033: the file cannot be read: it is a folder, not a plain file",
                "specs/tasks/a/05-long.md: error CHOO1041: the file has 2,097,168 bytes, but a spec may have at most 1,048,576, since all of it goes into the prompt; put large material into a file of its own that the spec names",
                "specs/tasks/a/06-nul.md(4,4): error CHOO1042: the file contains a NUL byte here, so it is not text; save it as UTF-8 text",
            ],
            specs.Diagnostics.Select(each => each.ToString()));
        Assert.Single(specs.Units[0].Tasks);
    }

    [Fact]
    public async Task A_tasks_folder_behind_a_link_is_not_read()
    {
        Unit("a");
        Directory.Move(Path.Combine(_root.FullName, "specs"), Path.Combine(_root.FullName, "elsewhere"));
        Directory.CreateSymbolicLink(Path.Combine(_root.FullName, "specs"), Path.Combine(_root.FullName, "elsewhere"));
        Assert.Equal("specs/tasks: error CHOO1001: specs is a symbolic link, and links are not followed; the tasks folder must be a real folder", Assert.Single((await LoadAsync()).Diagnostics).ToString());
    }

    [Fact]
    public async Task A_cancelled_load_stops()
    {
        Unit("a");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SpecFolders.LoadSetAsync(_root.FullName, "specs/tasks", Known, new CancellationToken(true)));
    }

    [Theory]
    [InlineData("specs/tasks/")]
    [InlineData("./specs/tasks")]
    public async Task The_tasks_folder_may_be_written_in_any_way(string tasksDir)
    {
        Unit("a");
        var specs = await SpecFolders.LoadSetAsync(_root.FullName, tasksDir, Known, CancellationToken.None);
        Assert.Equal("specs/tasks/a", Assert.Single(specs.Units).Path);
        specs = await SpecFolders.LoadSetAsync(_root.FullName, Path.Combine(_root.FullName, tasksDir), Known, CancellationToken.None);
        Assert.Equal("specs/tasks/a", Assert.Single(specs.Units).Path);
    }

    private static IReadOnlySet<string> Known { get; } = new HashSet<string> { "claude", "codex" };

    private static string Show(Unit unit) => $"{unit.Id} {unit.Path} {unit.Provider} {string.Join(',', unit.DependsOn)} {string.Join(',', unit.Tasks.Select(task => $"{task with { DependsOn = [] }}"))}";

    private Task<SpecSet> LoadAsync() => SpecFolders.LoadSetAsync(_root.FullName, "specs/tasks", Known, CancellationToken.None);

    private void Unit(string name, params string[] dependsOn)
    {
        Write($"specs/tasks/{name}/IMPLEMENTATION_PLAN.md", $"---\nunit: {name}\ndepends_on: [{string.Join(", ", dependsOn)}]\n---\n# Plan\n");
        Write($"specs/tasks/{name}/01-x.md", "---\ntask: 1\nstatus: pending\nbackpressure: \"test -d .\"\n---\n# A title\n");
    }

    private void Write(string path, string text)
    {
        var absolute = Path.Combine(_root.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(absolute)!);
        File.WriteAllText(absolute, text);
    }
}
