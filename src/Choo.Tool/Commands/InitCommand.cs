using Choo.Adapters.Configuration;
using Choo.Core.Diagnostics;
using Choo.Engine;
using Choo.Tool.Cli;

namespace Choo.Tool.Commands;

/// <summary><c>init</c>.</summary>
internal static class InitCommand
{
    private const string Plan = """
        ---
        unit: hello-choo
        depends_on: []
        ---
        # A first unit

        A unit is a folder with this file and numbered tasks. Units run at the same time
        unless `depends_on` names others, which must have landed first.

        | task | what it does |
        |---|---|
        | 01-greeting.md | writes a greeting |

        """;

    private const string Gate = "git hash-object HELLO-CHOO.md";

    private const string Task = """
        ---
        task: 1
        status: pending
        # The command that must exit with 0 before this task is done. `git hash-object` fails until the file exists.
        # If you remove this line, it is `dotnet build` of the repository's solution or projects.
        backpressure: {gate}
        # With `red_first: true` choo also runs it before the work, and requires it to fail then.
        depends_on: []
        ---
        # Write a greeting

        ## Objective

        Write the file `HELLO-CHOO.md` in the root of the repository: one heading and one sentence
        that says what this repository is for.

        ## Deliverables

        - `HELLO-CHOO.md`

        """;

    private static readonly (string Path, Func<string, string> Text)[] Files =
    [
        (".choo.yaml", _ => $"# yaml-language-server: $schema={BuildInfo.Files}docs/schema/choo.schema.json\n\n{SampleConfig.Text}"),
        ("specs/tasks/hello-choo/IMPLEMENTATION_PLAN.md", _ => Plan),
        ("specs/tasks/hello-choo/01-greeting.md", TaskFor),
    ];

    public static CommandSpec Spec => new("init", "write a commented .choo.yaml and a sample unit; overwrite nothing", Execute)
    {
        Examples = [new("init", "then look at what it wrote, commit it, and 'dotnet choo run'")],
        ExitCodes = [ExitCode.Done, new(2, "nothing to write: the files already exist")],
    };

    private static Task<int> Execute(Invocation invocation)
    {
        var root = ChooFolder.Find(invocation.Folder) ?? invocation.Folder;
        var written = 0;
        foreach (var (path, text) in Files)
        {
            written += Write(invocation.Console, root, path, () => text(root)) ? 1 : 0;
        }

        if (written == 0)
        {
            throw new UsageException(DiagnosticCodes.AlreadyThere.Because($"nothing was written: {string.Join(", ", Files.Select(file => file.Path))} already exist"));
        }

        invocation.Console.Error.WriteLine("Next: dotnet choo validate, then git add and git commit (choo runs what is committed), then dotnet choo doctor and dotnet choo run.");
        return System.Threading.Tasks.Task.FromResult(0);
    }

    /// <summary>In a .NET repository the file must be there and everything must still build.</summary>
    private static string TaskFor(string root)
    {
        var gates = ChooHost.DefaultGatesOf(root);
        var gate = gates.Baseline.IsEmpty ? Gate : $"{Gate} && {gates.Backpressure}";
        return Task.Replace("{gate}", $"\"{gate.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"", StringComparison.Ordinal);
    }

    private static bool Write(ToolConsole console, string root, string path, Func<string> text)
    {
        var file = Path.Combine(root, path);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            using var stream = new FileStream(file, FileMode.CreateNew, FileAccess.Write);
            using var writer = new StreamWriter(stream);
            writer.Write(text());
        }
        catch (IOException) when (File.Exists(file))
        {
            console.Error.WriteLine($"kept {path}: it already exists");
            return false;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(DiagnosticCodes.CannotWrite.Because($"{path} cannot be written: {problem.Message}"));
        }

        console.Out.WriteLine($"wrote {path}");
        return true;
    }
}
