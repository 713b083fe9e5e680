using System.Collections.Concurrent;
using System.Text;
using Choo.Adapters.Processes;
using Choo.Core.Diagnostics;
using Choo.Core.Ports;
using Choo.Core.Text;

namespace Choo.Adapters.Git;

/// <summary>What <c>git merge-tree --write-tree</c> made of two commits.</summary>
/// <param name="IsClean">Whether there was no conflict.</param>
/// <param name="Tree">The tree, with the marks of conflicts in its files.</param>
/// <param name="Stages">The sides of each conflict, as git prints them.</param>
internal sealed record MergedTree(bool IsClean, string Tree, IReadOnlyList<string> Stages);

/// <summary>
/// Asks one git that stays for every merge of a folder of attributes (<c>--stdin</c>, https://git-scm.com/docs/git-merge-tree), and starts
/// one for each merge where git is older than that or does not answer before its input ends.
/// </summary>
internal sealed class MergeTrees(Repository repository, GitObjects store, TimeSpan? longest = null) : IDisposable
{
    // The bytes around the tree in the last answer.
    private const int Around = 6;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, BatchProcess> processes = new(StringComparer.Ordinal);
    private volatile bool oneByOne;

    /// <summary>Merges theirs into ours in a folder that has the attributes to go by. Throws <see cref="PortException"/> when git refuses.</summary>
    public async Task<MergedTree> MergeAsync(string folder, string ours, string theirs, CancellationToken cancellationToken)
    {
        if (!oneByOne)
        {
            if (await AskAsync(folder, ours, theirs).WaitAsync(cancellationToken).ConfigureAwait(false) is { } merged)
            {
                return merged;
            }

            // Whatever it was, git is asked for this one alone: when it answers then, the fault was in the way of asking.
            var alone = await MergeAloneAsync(folder, ours, theirs, cancellationToken).ConfigureAwait(false);
            oneByOne = true;
            return alone;
        }

        return await MergeAloneAsync(folder, ours, theirs, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var process in processes.Values)
        {
            process.Dispose();
        }
    }

    /// <summary>
    /// Null when there was no whole answer. git does not say where an answer ends that has messages, and keeps its last byte back until it is
    /// asked again: so a second question goes with each, whose answer is known.
    /// </summary>
    private async Task<MergedTree?> AskAsync(string folder, string ours, string theirs)
    {
        var process = processes.GetOrAdd(folder, _ => new BatchProcess(Git(folder).Spec("merge-tree", "--write-tree", "--stdin", "-z", "--messages"), longest: longest ?? Longest));
        var last = Encoding.UTF8.GetBytes($"\0\01\0{await store.TreeOfAsync(ours).ConfigureAwait(false)}\0\0");
        var answer = await process.AskAsync(Encoding.UTF8.GetBytes($"{ours} {theirs}\n{ours} {ours}\n"), printed => printed.TrimStart((byte)0).EndsWith(last)).ConfigureAwait(false);
        return answer.IsWhole && Read(PathText.Decode(answer.Bytes.AsSpan().TrimStart((byte)0))) is { } merged && merged.Tree.Length == last.Length - Around ? merged : null;
    }

    private async Task<MergedTree> MergeAloneAsync(string folder, string ours, string theirs, CancellationToken cancellationToken)
    {
        var git = Git(folder);
        var capture = await git.TryAsync(cancellationToken, "merge-tree", "--write-tree", "--no-messages", "-z", ours, theirs).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();

        // What cannot be merged at all, such as a commit that is not there, ends with 1 like a conflict, but prints no tree.
        return capture is { ExitCode: 0 or 1, Text.Length: > 0 } && Read($"{1 - capture.ExitCode}\0{capture.Text}") is { } merged
            ? merged
            : throw (capture is { ExitCode: 0 or 1, Text.Length: > 0 }
                ? new PortException(DiagnosticCodes.GitFailed.Because(
                    $"git merge-tree printed more than its answer when it merged {theirs[..10]} into {ours[..10]}: a merge driver of yours (`git config --get-regexp '^merge\\..*\\.driver$'`) prints to its standard output; let it print to its standard error"))
                : git.Failure(capture, "merge-tree", ours, theirs));
    }

    // No index: git would take attributes that the folder lacks from that of the person's checkout.
    private GitCall Git(string folder)
    {
        var environment = new Dictionary<string, string>(repository.Git.Environment) { ["GIT_INDEX_FILE"] = Path.Combine(folder, ".no-index") };
        return repository.Git.In(folder, repository.CommonDir) with { Environment = environment };
    }

    /// <summary>1 or 0, the tree, the sides of conflicts; then an empty part, and messages. Null when it is something else: a merge driver may print into it.</summary>
    private static MergedTree? Read(string answer) => answer.Split('\0').TakeWhile(part => part.Length > 0).ToArray() is ["0" or "1", var tree, ..] parts && tree.All(char.IsAsciiHexDigit)
        ? new MergedTree(parts[0] == "1", tree, parts[2..])
        : null;
}
