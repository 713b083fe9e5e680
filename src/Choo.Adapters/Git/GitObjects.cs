using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Choo.Adapters.Files;
using Choo.Adapters.Processes;
using Choo.Core.Ports;
using Choo.Core.Text;

namespace Choo.Adapters.Git;

/// <summary>
/// Commits, the differences of trees, files of commits and refs, through git processes that stay for the length of a run: every task
/// needs each of them, and starting a git costs ten times what the answer does. Members throw <see cref="PortException"/> when git refuses.
/// </summary>
public sealed class GitObjects : IDisposable
{
    /// <summary>How the names of indexes begin that are made for one tree each.</summary>
    internal const string Parts = "parts-";

    private const string EndOfDifferences = "choo: no more differences\n";

    private readonly GitCall git;
    private readonly TimeProvider clock;
    private readonly string draft;
    private readonly BatchProcess objects;
    private readonly BatchProcess commits;
    private readonly BatchProcess differences;
    private readonly BatchProcess counts;
    private readonly BatchProcess refs;
    private readonly SemaphoreSlim drafting = new(1, 1);
    private readonly ConcurrentDictionary<string, string> trees = new(StringComparer.Ordinal);
    private int prepared;
    private Task<string>? author;
    private Task<string>? committer;

    /// <summary>Starts nothing yet.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="run">The run's id, the reason in reflogs.</param>
    /// <param name="clock">The time of commits.</param>
    public GitObjects(Repository repository, string run, TimeProvider clock)
    {
        this.clock = clock;
        git = repository.Git;
        var folder = Path.Combine(repository.CommonDir, "choo");
        OwnFolder.Create(folder);
        RemoveDrafts(folder);
        draft = Path.Combine(folder, $"commit-{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}");
        objects = Begin("cat-file", "--batch-command");
        differences = Begin("diff-tree", "--stdin", "-r", "--raw", "--no-abbrev", "--no-renames", "--ignore-submodules=none", "-z");
        counts = Begin("diff-tree", "--stdin", "-r", "--numstat", "--no-renames", "--ignore-submodules=none", "--no-ext-diff", "--no-textconv", "-z");
        refs = Begin("update-ref", "-m", $"choo {run}", "--stdin");
        commits = new BatchProcess(git.In(folder, repository.CommonDir).Spec("hash-object", "-t", "commit", "-w", "--no-filters", "--stdin-paths"));
    }

    /// <summary>Starts what will be asked first, while an agent works and the machine has time; once. A git that cannot be started is reported when it is needed.</summary>
    public void Prepare(string commit)
    {
        if (Interlocked.Exchange(ref prepared, 1) == 0)
        {
            _ = Task.Run(async () =>
            {
                await TryUpdateAsync().ConfigureAwait(false);
                var tree = await TreeOfAsync(commit).ConfigureAwait(false);
                await DifferencesAsync(tree, tree).ConfigureAwait(false);
                await (author ??= IdentityAsync("GIT_AUTHOR_IDENT")).ConfigureAwait(false);
                await (committer ??= IdentityAsync("GIT_COMMITTER_IDENT")).ConfigureAwait(false);
            });
        }
    }

    /// <summary>The new commit's id; no index and no ref is touched.</summary>
    public async Task<string> CommitAsync(NewCommit commit, CancellationToken cancellationToken)
    {
        var now = clock.GetLocalNow();
        var time = $"{now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)} {now.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal)}";
        author ??= IdentityAsync("GIT_AUTHOR_IDENT");
        committer ??= IdentityAsync("GIT_COMMITTER_IDENT");
        var text = new StringBuilder().Append("tree ").Append(commit.Tree).Append('\n');
        foreach (var parent in commit.Parents)
        {
            text.Append("parent ").Append(parent).Append('\n');
        }

        text.Append("author ").Append(await author.ConfigureAwait(false)).Append(' ').Append(time).Append('\n')
            .Append("committer ").Append(await committer.ConfigureAwait(false)).Append(' ').Append(time).Append("\n\n").Append(commit.Message);
        await drafting.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            OwnFile.Write(draft, text.ToString());
            var answer = await commits.AskAsync(Encoding.UTF8.GetBytes(Path.GetFileName(draft) + "\n"), IsLine).ConfigureAwait(false);
            var id = Whole(answer, "hash-object -t commit").TrimEnd('\n');
            trees[id] = commit.Tree;

            // A run that is killed after its last word is not resumed, so nobody would remove it then.
            File.Delete(draft);
            return id;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new PortException(DiskRefusal.Code(refused.Message).Because($"{draft} cannot be written: {refused.Message}"));
        }
        finally
        {
            drafting.Release();
        }
    }

    /// <summary>The tree of a commit.</summary>
    public async Task<string> TreeOfAsync(string commit)
    {
        if (trees.TryGetValue(commit, out var known))
        {
            return known;
        }

        var answer = await objects.AskAsync(Encoding.UTF8.GetBytes($"info {commit}^{{tree}}\n"), IsLine).ConfigureAwait(false);
        var words = Whole(answer, "cat-file", commit).Split(' ');
        return words.Length == 3 && words[1] == "tree"
            ? trees[commit] = words[0]
            : throw git.Failure("there is no such commit", "cat-file", commit);
    }

    /// <summary>The content of a file in a commit, null when it is not there.</summary>
    public async Task<byte[]?> ReadAsync(string commit, string path)
    {
        if (path.Contains('\n', StringComparison.Ordinal))
        {
            return null;
        }

        var answer = await objects.AskAsync(PathText.Encode($"contents {commit}:{path}\n"), IsObject).ConfigureAwait(false);
        Whole(answer, "cat-file", commit, path);
        var bytes = answer.Bytes.AsSpan();
        var header = bytes[..bytes.IndexOf((byte)'\n')];
        return header.EndsWith(" missing"u8) || header.IndexOf(" blob "u8) < 0 ? null : bytes[(header.Length + 1)..^1].ToArray();
    }

    /// <summary>How two trees differ, as <c>diff-tree -r --raw -z</c> prints it.</summary>
    public Task<string> DifferencesAsync(string from, string to) => CompareAsync(differences, from, to);

    /// <summary>How many lines two trees differ by, as <c>diff-tree -r --numstat -z</c> prints it.</summary>
    public Task<string> CountsAsync(string from, string to) => CompareAsync(counts, from, to);

    /// <summary>
    /// Carries out update, create and delete commands of <c>update-ref --stdin</c>, all or none. Null when done; else what git said. Each
    /// moves the very ref that it names: a symbolic ref in its place is replaced, and where that led stays as it was.
    /// </summary>
    public async Task<string?> TryUpdateAsync(params string[] commands)
    {
        var question = string.Join('\n', ["start", .. commands.Select(command => $"option no-deref\n{command}"), "commit", ""]);
        var answer = await refs.AskAsync(Encoding.UTF8.GetBytes(question), IsCommitted).ConfigureAwait(false);
        return answer.IsWhole ? null : answer.Stderr;
    }

    /// <summary>Carries out commands as <see cref="TryUpdateAsync"/> does.</summary>
    public async Task UpdateAsync(params string[] commands)
    {
        if (await TryUpdateAsync(commands).ConfigureAwait(false) is { } refused)
        {
            throw git.Failure(refused, "update-ref", string.Join("; ", commands));
        }
    }

    /// <summary>The command that moves the HEAD of a worktree, seen from the whole repository.</summary>
    internal static string MoveHead(PooledWorktree worktree, string commit) => $"update worktrees/{Path.GetFileName(worktree.GitDir)}/HEAD {commit}";

    /// <inheritdoc/>
    public void Dispose()
    {
        objects.Dispose();
        commits.Dispose();
        differences.Dispose();
        counts.Dispose();
        refs.Dispose();
        drafting.Dispose();
        File.Delete(draft);
    }

    /// <summary>Of runs that were killed: whoever holds the run lock is the only one to write any.</summary>
    private static void RemoveDrafts(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "commit-*").Concat(Directory.EnumerateFiles(folder, $"{Parts}*")))
        {
            File.Delete(file);
        }
    }

    private async Task<string> CompareAsync(BatchProcess how, string from, string to)
    {
        var answer = await how.AskAsync(Encoding.UTF8.GetBytes($"{from} {to}\n{EndOfDifferences}"), IsDifference).ConfigureAwait(false);
        var text = Whole(answer, "diff-tree", from, to);
        return text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..^EndOfDifferences.Length];
    }

    private static bool IsLine(ReadOnlySpan<byte> printed) => printed.EndsWith("\n"u8);

    private static bool IsCommitted(ReadOnlySpan<byte> printed) => printed.EndsWith("commit: ok\n"u8);

    // The lines of a path in a -z answer end with NUL, so no name of a file can pass for this.
    private static bool IsDifference(ReadOnlySpan<byte> printed)
    {
        var end = Encoding.UTF8.GetBytes(EndOfDifferences);
        return printed.EndsWith(end) && printed.Length > end.Length && printed[^(end.Length + 1)] is 0 or (byte)'\n';
    }

    private static bool IsObject(ReadOnlySpan<byte> printed)
    {
        var line = printed.IndexOf((byte)'\n');
        if (line < 0)
        {
            return false;
        }

        var header = printed[..line];
        return header.EndsWith(" missing"u8)
            || !long.TryParse(header[(header.LastIndexOf((byte)' ') + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            || printed.Length == line + 1 + size + 1;
    }

    private BatchProcess Begin(params string[] arguments) => new(git.Spec(arguments));

    private string Whole(Answer answer, params string[] arguments) =>
        answer.IsWhole ? PathText.Decode(answer.Bytes) : throw git.Failure(answer.Stderr, arguments);

    /// <summary>Name and address as git makes them out of settings and machine.</summary>
    private async Task<string> IdentityAsync(string variable)
    {
        var words = (await git.RunAsync(CancellationToken.None, "var", variable).ConfigureAwait(false)).Split(' ');
        return string.Join(' ', words[..^2]);
    }
}
