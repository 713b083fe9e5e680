using System.Diagnostics;
using System.Globalization;

namespace Choo.Testing.GitHub.Git;

/// <summary>The bare repository behind the stand-in, where pushes arrive and merges are made, by git itself.</summary>
public sealed class BareRepository : IDisposable
{
    private readonly TempFolder folder = new();

    internal BareRepository(string name, string defaultBranch)
    {
        Path = folder.Folder($"{name}.git");
        folder.Folder("home");
        Run("init", "--quiet", "--bare", $"--initial-branch={defaultBranch}");
        // Each push stays to be seen, though nobody looks before the next request; and refs are not packed away.
        File.AppendAllText(System.IO.Path.Combine(Path, "config"), "[core]\n\tlogAllRefUpdates = always\n[receive]\n\tautogc = false\n[gc]\n\tauto = 0\n");
    }

    /// <summary>Absolute path; what tests clone from, or point <c>insteadOf</c> at.</summary>
    public string Path { get; }

    /// <summary>The commit of a branch; null where there is none.</summary>
    public string? Tip(string branch) => Branches().GetValueOrDefault(branch);

    /// <summary>Every branch and its commit.</summary>
    public IReadOnlyDictionary<string, string> Branches() =>
        Lines(Run("for-each-ref", "--format=%(objectname) %(refname:lstrip=2)", "refs/heads")).ToDictionary(line => line[41..], line => line[..40], StringComparer.Ordinal);

    public bool Contains(string commit, string ancestor) => Try(null, "merge-base", "--is-ancestor", ancestor, commit).Code == 0;

    public bool IsCommit(string id) => Try(null, "cat-file", "-e", id + "^{commit}").Code == 0;

    /// <summary>What is reachable from one commit and not from another, oldest first, without merges.</summary>
    public IReadOnlyList<string> Commits(string from, string to) => Lines(Run("rev-list", "--reverse", "--no-merges", $"{from}..{to}"));

    /// <summary>How many commits one commit has that another has not.</summary>
    public int Count(string from, string to) => int.Parse(Run("rev-list", "--count", $"{from}..{to}"), CultureInfo.InvariantCulture);

    public string Message(string commit) => Run("log", "-1", "--format=%B", commit).TrimEnd();

    public string Tree(string commit) => Run("rev-parse", commit + "^{tree}");

    public string MergeBase(string one, string other) => Run("merge-base", one, other);

    /// <summary>The paths that a branch changed since it left another.</summary>
    public IReadOnlyList<string> ChangedPaths(string from, string to) => Lines(Run("diff", "--name-only", $"{from}...{to}"));

    /// <summary>The hunks between two commits in one file.</summary>
    /// <param name="from">A commit.</param>
    /// <param name="to">A commit.</param>
    /// <param name="path">The file.</param>
    /// <param name="context">Lines around each change that belong to a hunk.</param>
    public IReadOnlyList<Hunk> Hunks(string from, string to, string path, int context) =>
        [.. Lines(Run("diff", $"-U{context}", from, to, "--", path)).Select(Hunk.Read).OfType<Hunk>()];

    /// <summary>The tree of a merge of two commits; null when they conflict.</summary>
    public string? MergeTree(string ours, string theirs)
    {
        var (code, output, error) = Try(null, "merge-tree", "--write-tree", "--no-messages", ours, theirs);
        return code switch
        {
            0 => Lines(output)[0],
            1 => null,
            _ => throw new InvalidOperationException($"git merge-tree ({code}): {error}"),
        };
    }

    /// <summary>Makes a commit and gives its id.</summary>
    public string Commit(string tree, string message, DateTimeOffset at, Signature author, params string[] parents)
    {
        var date = $"@{at.ToUnixTimeSeconds()} +0000";
        var variables = new Dictionary<string, string>
        {
            ["GIT_AUTHOR_NAME"] = author.Name,
            ["GIT_AUTHOR_EMAIL"] = author.Email,
            ["GIT_AUTHOR_DATE"] = author.Date ?? date,
            ["GIT_COMMITTER_NAME"] = "GitHub",
            ["GIT_COMMITTER_EMAIL"] = "noreply@github.com",
            ["GIT_COMMITTER_DATE"] = date,
        };
        string[] arguments = ["commit-tree", tree, .. parents.SelectMany(parent => new[] { "-p", parent }), "-m", message];
        return Checked(Try(variables, arguments), arguments);
    }

    /// <summary>Who wrote a commit, and when.</summary>
    public Signature Author(string commit)
    {
        var parts = Run("log", "-1", "--format=%an%x00%ae%x00@%at +0000", commit).Split('\0');
        return new Signature(parts[0], parts[1], parts[2]);
    }

    /// <summary>Sets a ref; past the hooks, as GitHub itself does.</summary>
    public void SetRef(string name, string commit) => Run("update-ref", "-m", "stand-in", name, commit);

    public void DeleteRef(string name) => Run("update-ref", "-d", name);

    /// <summary>What a branch pointed at after each push since it pointed at a commit, oldest first.</summary>
    public IReadOnlyList<string> PushesSince(string branch, string commit)
    {
        var log = System.IO.Path.Combine(Path, "logs", "refs", "heads", branch);
        var after = File.Exists(log) ? File.ReadAllLines(log).Select(line => line.Split(' ')[1]).ToList() : [];
        return [.. after.Skip(after.LastIndexOf(commit) + 1)];
    }

    /// <summary>Refuses pushes to branches, as rules that ask for pull requests do.</summary>
    internal void Protect(IEnumerable<string> branches)
    {
        folder.Write($"{System.IO.Path.GetFileName(Path)}/protected", string.Concat(branches.Select(branch => $"refs/heads/{branch}\n")));
        folder.WriteProgram(
            $"{System.IO.Path.GetFileName(Path)}/hooks/update",
            """
            #!/bin/sh
            if grep -qxF "$1" "$GIT_DIR/protected"; then
              echo "error: GH013: Repository rule violations found for $1." >&2
              echo "- Changes must be made through a pull request." >&2
              exit 1
            fi
            """);
    }

    /// <summary>A start of git in it, with nothing of the machine's settings.</summary>
    internal void Surround(ProcessStartInfo start)
    {
        start.WorkingDirectory = Path;
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("GIT_", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        start.Environment["HOME"] = folder.At("home");
        start.Environment["LC_ALL"] = "C";
    }

    /// <summary>Runs git in it; its output without the last line end. Throws when git fails.</summary>
    public string Run(params string[] arguments) => Checked(Try(null, arguments), arguments);

    public void Dispose() => folder.Dispose();

    private static string Checked((int Code, string Output, string Error) git, string[] arguments) =>
        git.Code == 0 ? git.Output.TrimEnd('\n') : throw new InvalidOperationException($"git {string.Join(' ', arguments)} ({git.Code}): {git.Error}{git.Output}");

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    // Blocking: it runs within a lock, and takes a few milliseconds.
    private (int Code, string Output, string Error) Try(Dictionary<string, string>? variables, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        Surround(start);
        foreach (var (name, value) in variables ?? [])
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
