using CliWrap;
using CliWrap.Buffered;

namespace Choo.Testing;

/// <summary>A real repository in a folder of its own: branch <c>main</c>, an identity of its own, and nothing of the machine's git settings.</summary>
public sealed class GitRepo : IDisposable
{
    private readonly TempFolder folder = new();

    public GitRepo()
    {
        Root = folder.Folder("repo");
        folder.Folder("home");
        Git("init", "--quiet", "--initial-branch=main");
        Git("config", "user.name", "Test Person");
        Git("config", "user.email", "person@localhost");
        Git("config", "commit.gpgSign", "false");
    }

    /// <summary>Absolute path of the working tree's top.</summary>
    public string Root { get; }

    /// <summary>The folder around the repository, for what is not to lie in it.</summary>
    public TempFolder Around => folder;

    /// <summary>A unit's plan and tasks under <c>specs/tasks</c>.</summary>
    public GitRepo Unit(string id, string[]? dependsOn = null, string? provider = null, params SpecText[] tasks)
    {
        var needs = $"depends_on: [{string.Join(", ", dependsOn ?? [])}]\n" + (provider is null ? "" : $"provider: {provider}\n");
        Write($"specs/tasks/{id}/IMPLEMENTATION_PLAN.md", $"---\nunit: {id}\n{needs}---\n\n# {id}\n");
        for (var number = 1; number <= tasks.Length; number++)
        {
            Write(SpecPath(id, number), tasks[number - 1].Text(number));
        }

        return this;
    }

    /// <summary>The path of a task that <see cref="Unit"/> wrote.</summary>
    public static string SpecPath(string unit, int task) => $"specs/tasks/{unit}/{task:00}-step.md";

    public GitRepo Write(string path, string text)
    {
        var file = At(path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return this;
    }

    public string Read(string path) => File.ReadAllText(At(path));

    public bool Has(string path) => Path.Exists(At(path));

    public string At(string path) => Path.Combine(Root, path);

    /// <summary>Commits everything and gives the commit.</summary>
    public string Commit(string message = "a commit")
    {
        Git("add", "--all");
        Git("commit", "--quiet", "--allow-empty", "-m", message);
        return Tip("HEAD");
    }

    /// <summary>Runs git in the root; its standard output without the last line end. Fails the test when git fails.</summary>
    public string Git(params string[] arguments) => GitIn(Root, arguments);

    /// <summary>Runs git in a folder; its standard output without the last line end. Fails the test when git fails.</summary>
    public string GitIn(string where, params string[] arguments)
    {
        var (code, output, error) = TryGit(where, arguments);
        return code == 0 ? output.TrimEnd('\n') : throw new InvalidOperationException($"git {string.Join(' ', arguments)} ({code}): {error}{output}");
    }

    /// <summary>Runs git; any exit code is a value.</summary>
    public (int Code, string Output, string Error) TryGit(string where, params string[] arguments) =>
        TryGit(where, new Dictionary<string, string>(), arguments);

    /// <summary>Runs git with more variables in its environment; any exit code is a value.</summary>
    public (int Code, string Output, string Error) TryGit(string where, IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        var git = Cli.Wrap("git").WithArguments(arguments).WithWorkingDirectory(where).WithEnvironmentVariables(Environment(variables))
            .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync().Task.GetAwaiter().GetResult();
        return (git.ExitCode, git.StandardOutput, git.StandardError);
    }

    /// <summary>The commit a name stands for.</summary>
    public string Tip(string name = "main") => Git("rev-parse", "--verify", name + "^{commit}");

    /// <summary>A file's content in a commit.</summary>
    public string Show(string commit, string path) => Git("show", $"{commit}:{path}");

    /// <summary>The paths of a commit.</summary>
    public string[] Files(string commit = "main") => Lines(Git("ls-tree", "-r", "--name-only", commit));

    /// <summary>Full names of the refs below a prefix.</summary>
    public string[] Refs(string prefix) => Lines(Git("for-each-ref", "--format=%(refname)", prefix));

    /// <summary><c>git status</c>, empty when clean.</summary>
    public string Status(string? where = null) => GitIn(where ?? Root, "status", "--porcelain");

    /// <summary>Folders of the worktrees, the main one first.</summary>
    public string[] Worktrees() =>
        [.. Lines(Git("worktree", "list", "--porcelain")).Where(line => line.StartsWith("worktree ", StringComparison.Ordinal)).Select(line => line[9..])];

    /// <summary>What <c>git fsck</c> finds broken; dangling objects are none of it.</summary>
    public string Fsck()
    {
        var (code, output, error) = TryGit(Root, "fsck", "--full", "--strict", "--no-dangling");
        return code == 0 ? "" : output + error;
    }

    /// <summary>The commits of a branch, newest first.</summary>
    public LoggedCommit[] Log(string range = "main") =>
        [.. Git("log", "--topo-order", "--format=%H%x00%P%x00%s%x00%(trailers:only,unfold)%x01", range)
            .Split('\u0001', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(LoggedCommit.Parse)];

    public void Dispose() => folder.Dispose();

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    // What comes on top of the test's own environment; null takes a variable out of it.
    private Dictionary<string, string?> Environment(IReadOnlyDictionary<string, string> variables)
    {
        var environment = System.Environment.GetEnvironmentVariables().Keys.Cast<string>()
            .Where(name => name.StartsWith("GIT_", StringComparison.Ordinal)).ToDictionary(name => name, _ => (string?)null);
        environment["GIT_CONFIG_NOSYSTEM"] = "1";
        environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        environment["GIT_TERMINAL_PROMPT"] = "0";

        // A test may have given the repository to another user.
        environment["GIT_CONFIG_COUNT"] = "1";
        environment["GIT_CONFIG_KEY_0"] = "safe.directory";
        environment["GIT_CONFIG_VALUE_0"] = "*";
        environment["HOME"] = folder.At("home");
        environment["LC_ALL"] = "C";
        foreach (var (name, value) in variables)
        {
            environment[name] = value;
        }

        return environment;
    }
}

/// <summary>A task to be written.</summary>
/// <param name="Body">What stands below its heading.</param>
/// <param name="Gate">Its backpressure.</param>
/// <param name="Status">Its status.</param>
public sealed record SpecText(string Body = "", string Gate = "test -d .", string Status = "pending")
{
    /// <summary>Numbers of the tasks that come first.</summary>
    public int[] DependsOn { get; init; } = [];

    /// <summary>The file's text; <c>backpressure:</c> stands in line 4.</summary>
    public string Text(int number) =>
        $"---\ntask: {number}\nstatus: {Status}\nbackpressure: '{Gate.Replace("'", "''", StringComparison.Ordinal)}'\n"
        + $"depends_on: [{string.Join(", ", DependsOn)}]\n---\n\n# Step {number}\n\n{Body}\n";
}

/// <summary>A commit as <c>git log</c> tells it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Parents">Its parents' ids.</param>
/// <param name="Subject">Its first line.</param>
/// <param name="Trailers">Its trailers by key.</param>
public sealed record LoggedCommit(string Id, string[] Parents, string Subject, IReadOnlyDictionary<string, string> Trailers)
{
    internal static LoggedCommit Parse(string text)
    {
        var parts = text.Split('\0');
        var trailers = parts[3].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(": ", 2));
        return new LoggedCommit(parts[0], parts[1].Split(' ', StringSplitOptions.RemoveEmptyEntries), parts[2], trailers.ToDictionary(pair => pair[0], pair => pair[1]));
    }

    public string? Trailer(string key) => Trailers.GetValueOrDefault(key);
}
