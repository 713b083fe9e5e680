using System.Collections.Immutable;
using System.Text;
using Choo.Core.Diagnostics;
using Choo.Core.Landing;
using Choo.Core.Ports;
using Choo.Core.TestEvidence;

namespace Choo.Adapters.Git;

/// <summary>The landing port: merges are made as objects, and the branch moves by compare-and-swap or by a fast-forward of its checkout.</summary>
public sealed class TargetBranch(Repository repository, string branch, string run, GitObjects store) : ILanding, IDisposable
{
    private readonly ObjectMerges merges = new(repository, store);
    private readonly TreeParts mixtures = new(repository, store);

    /// <summary>Held while the checkout moves; null when nobody else of choo's looks at it.</summary>
    public CheckoutLock? Checkout { get; init; }

    /// <summary>Told where a unit's ref was put; null when nobody holds it there.</summary>
    public Action<string, string>? Kept { get; init; }

    private GitCall Git => repository.Git;

    private string Ref => $"refs/heads/{branch}";

    /// <summary>Given each commit of the target before it is used for anything; null when nobody looks.</summary>
    public Func<string, CancellationToken, Task>? Seen { get; set; }

    /// <inheritdoc/>
    public async Task<string> TipAsync(CancellationToken cancellationToken)
    {
        var tip = await ReadTipAsync(cancellationToken).ConfigureAwait(false);
        if (Seen is { } look)
        {
            await look(tip, cancellationToken).ConfigureAwait(false);
        }

        return tip;
    }

    private async Task<string> ReadTipAsync(CancellationToken cancellationToken) =>
        await repository.CommitOfBranchAsync(branch, cancellationToken).ConfigureAwait(false)
        ?? throw new PortException(DiagnosticCodes.NoTarget.Because($"the branch {branch} is gone"));

    /// <inheritdoc/>
    public Task<string> TreeOfAsync(string commit, CancellationToken cancellationToken) => store.TreeOfAsync(commit);

    /// <inheritdoc/>
    public Task<bool> ContainsAsync(string commit, string ancestor, CancellationToken cancellationToken) =>
        repository.ContainsAsync(commit, ancestor, cancellationToken);

    /// <inheritdoc/>
    public Task<string?> UnitOfAsync(string commit, CancellationToken cancellationToken) => CommitReads.UnitAsync(Git, commit, cancellationToken);

    /// <inheritdoc/>
    public Task<MergeOutcome> MergeAsync(string ours, string theirs, string message, SettledFile? settled, CancellationToken cancellationToken) =>
        merges.MergeAsync(ours, theirs, message, settled, cancellationToken);

    /// <inheritdoc/>
    public async Task<string> ChangesAsync(string since, string until, CancellationToken cancellationToken)
    {
        var text = await Git.RunAsync(cancellationToken, "log", "--no-show-signature", "--no-ext-diff", "--no-textconv", "--no-merges", "--stat=100", "--format=%s", $"{since}..{until}").ConfigureAwait(false);
        return text.Length > 4000 ? text[..4000] : text;
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<ChangedFile>> ChangedFilesAsync(string since, string until, Func<string, bool> wanted, CancellationToken cancellationToken)
    {
        var files = ImmutableArray.CreateBuilder<ChangedFile>();
        foreach (var path in (await ChangedPathsAsync(since, until, cancellationToken).ConfigureAwait(false)).Where(wanted))
        {
            files.Add(new ChangedFile(path, await TextAsync(since, path).ConfigureAwait(false), await TextAsync(until, path).ConfigureAwait(false)));
        }

        return files.ToImmutable();
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<string>> ChangedPathsAsync(string since, string until, CancellationToken cancellationToken)
    {
        var (before, now) = (await store.TreeOfAsync(since).ConfigureAwait(false), await store.TreeOfAsync(until).ConfigureAwait(false));
        var differences = before == now ? "" : await store.DifferencesAsync(before, now).ConfigureAwait(false);
        return RawDiff.Parse(now, differences, []).Changed;
    }

    /// <inheritdoc/>
    public Task<string> WithPartsAsync(string commit, string from, ImmutableArray<string> parts, CancellationToken cancellationToken) =>
        mixtures.PutAsync(commit, from, parts, cancellationToken);

    /// <inheritdoc/>
    public Task<AdvanceOutcome> AdvanceAsync(string from, string to, CancellationToken cancellationToken) => Checkout is { } one
        ? one.HoldAsync(() => MoveAsync(from, to, cancellationToken), cancellationToken)
        : MoveAsync(from, to, cancellationToken);

    private async Task<AdvanceOutcome> MoveAsync(string from, string to, CancellationToken cancellationToken)
    {
        // From here on nothing is cancelled: a git that is killed while it moves a ref or a person's checkout leaves its locks behind.
        var checkout = await CheckoutAsync(branch, cancellationToken).ConfigureAwait(false);
        if (checkout.Length == 0)
        {
            if (RefFiles.RebaseOf(repository, branch) is { } folder)
            {
                return new AdvanceOutcome.Refused(folder, $"a rebase of {branch} is in progress there.");
            }

            var update = await PatientlyAsync(() => store.TryUpdateAsync($"update {Ref} {to} {from}")).ConfigureAwait(false);
            return await VerdictAsync(update, from, to, null, cancellationToken).ConfigureAwait(false);
        }

        if (await ReadTipAsync(cancellationToken).ConfigureAwait(false) != from)
        {
            return new AdvanceOutcome.Moved();
        }

        if (RefFiles.LeadsTo(repository, Ref) is { } other)
        {
            return new AdvanceOutcome.Refused(checkout, $"{Ref} is a symbolic ref to {other}, which choo does not move: run `git symbolic-ref -d {Ref}`, then create the branch again.");
        }

        // Options of the branch's own could squash, take one side, or stop before the end.
        // Named, for a setting could lead git to another folder.
        var record = checkout == repository.MainCheckout ? repository.CommonDir : PooledWorktree.RecordOf(checkout);
        var there = Git with { Folder = checkout, GitDir = record, Environment = GitSettings.With(Git.Environment, $"branch.{branch}.mergeOptions", "") };
        var forward = await PatientlyAsync(async () =>
        {
            var capture = await there.TryAsync(
                CancellationToken.None, "merge", "--ff-only", "--no-overwrite-ignore", "--quiet", "--no-stat", "--no-autostash", "--no-verify-signatures", to).ConfigureAwait(false);
            return capture.Succeeded ? null : capture.Outcome.Problem ?? capture.Stderr;
        }).ConfigureAwait(false);
        var verdict = await VerdictAsync(forward, from, to, checkout, cancellationToken).ConfigureAwait(false);
        if (verdict is AdvanceOutcome.Advanced || await CheckoutAsync(branch, CancellationToken.None).ConfigureAwait(false) == checkout)
        {
            return verdict;
        }

        await PutBackAsync(there, to, moved: forward is null).ConfigureAwait(false);
        return new AdvanceOutcome.Moved();
    }

    /// <summary>
    /// A person switched branches between choo's look and git's merge, so it was the branch they switched to that git moved forward. It goes
    /// back to where it was; what is uncommitted stays.
    /// </summary>
    private static async Task PutBackAsync(GitCall there, string to, bool moved)
    {
        var head = await there.TryAsync(CancellationToken.None, "rev-parse", "--verify", "--quiet", "HEAD").ConfigureAwait(false);
        if (moved && head.Text.Trim() == to)
        {
            await there.RunAsync(CancellationToken.None, "reset", "--quiet", "--keep", "ORIG_HEAD").ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async Task<string?> KeptAsync(string unit, CancellationToken cancellationToken)
    {
        var capture = await Git.TryAsync(cancellationToken, "rev-parse", "--verify", "--quiet", ChooRefs.Unit(run, unit)).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return capture.Succeeded ? capture.Text.Trim() : null;
    }

    /// <inheritdoc/>
    public Task<IReadOnlySet<string>> MissingAsync(string commit, ImmutableArray<string> ancestors, CancellationToken cancellationToken) =>
        repository.MissingAsync(commit, ancestors, cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> KeepAsync(string unit, string commit, CancellationToken cancellationToken)
    {
        if (await KeptAsync(unit, cancellationToken).ConfigureAwait(false) == commit)
        {
            return true;
        }

        var isKept = await CommitReads.IsHereAsync(Git, commit, cancellationToken).ConfigureAwait(false)
            && await store.TryUpdateAsync($"update {ChooRefs.Unit(run, unit)} {commit}").ConfigureAwait(false) is null;
        (isKept ? Kept : null)?.Invoke(unit, commit);
        return isKept;
    }

    /// <inheritdoc/>
    public async Task<SavedWork?> SaveAsync(string unit, string commit, CancellationToken cancellationToken) =>
        await CommitReads.IsHereAsync(Git, commit, cancellationToken).ConfigureAwait(false)
            ? await Backups.KeepAsync(Git, unit, commit, cancellationToken).ConfigureAwait(false)
            : null;

    /// <inheritdoc/>
    public async Task<string> PublishAsync(string unit, string commit, CancellationToken cancellationToken)
    {
        for (var number = 1; ; number++)
        {
            var name = number == 1 ? ChooRefs.Branch(unit) : $"{ChooRefs.Branch(unit)}+{number}";
            if (await PublishedAsync(name, commit, cancellationToken).ConfigureAwait(false))
            {
                return name;
            }
        }
    }

    /// <summary>An editor's or a person's git holds its locks for moments: that is no reason to refuse.</summary>
    private static async Task<string?> PatientlyAsync(Func<Task<string?>> call)
    {
        for (var attempt = 1; ; attempt++)
        {
            var refused = await call().ConfigureAwait(false);
            if (refused is null || attempt == 10 || !refused.Contains(".lock'", StringComparison.Ordinal))
            {
                return refused;
            }

            await Task.Delay(200, CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>Removes the run's refs of units that are complete: a branch has their commits now.</summary>
    public async Task SweepAsync(IReadOnlySet<string> complete, CancellationToken cancellationToken)
    {
        var prefix = ChooRefs.Run(run);
        var refs = await Git.RunAsync(cancellationToken, "for-each-ref", "--format=%(refname)", prefix).ConfigureAwait(false);
        var done = refs.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(name => complete.Contains(name[prefix.Length..]));
        foreach (var some in done.Chunk(100))
        {
            await store.UpdateAsync([.. some.Select(name => $"delete {name}")]).ConfigureAwait(false);
        }
    }

    /// <summary>Whether a branch is at the commit now; false when it holds work that the commit does not have, or is somebody's checkout.</summary>
    private async Task<bool> PublishedAsync(string name, string commit, CancellationToken cancellationToken)
    {
        var there = await repository.CommitOfBranchAsync(name, cancellationToken).ConfigureAwait(false);
        if (there == commit)
        {
            return true;
        }

        if (there is not null
            && (!await ContainsAsync(commit, there, cancellationToken).ConfigureAwait(false)
                || (await CheckoutAsync(name, cancellationToken).ConfigureAwait(false)).Length > 0))
        {
            return false;
        }

        cancellationToken.ThrowIfCancellationRequested();
        await store.UpdateAsync(there is null ? $"create refs/heads/{name} {commit}" : $"update refs/heads/{name} {commit} {there}").ConfigureAwait(false);
        return true;
    }

    /// <summary>The folder that has a branch checked out, empty when none has.</summary>
    private async Task<string> CheckoutAsync(string name, CancellationToken cancellationToken)
    {
        if (RefFiles.CheckoutOf(repository, name) is { } folder)
        {
            return folder;
        }

        var worktrees = await WorktreeList.ReadAsync(Git, cancellationToken).ConfigureAwait(false);
        var found = worktrees.FirstOrDefault(entry => entry.Branch == $"refs/heads/{name}");
        if (found is null || found != worktrees[0] || repository.MainCheckout is "")
        {
            return found?.Path ?? "";
        }

        // What git lists as the main worktree may be the repository's own folder.
        return repository.MainCheckout ?? throw new PortException(MainCheckouts.Unknown(repository, name));
    }

    /// <summary>What a ref update or fast-forward came to, judged by where the branch is now and not by an exit code.</summary>
    private async Task<AdvanceOutcome> VerdictAsync(
        string? refused, string from, string to, string? checkout, CancellationToken cancellationToken)
    {
        var tip = await ReadTipAsync(CancellationToken.None).ConfigureAwait(false);
        if (tip == to)
        {
            return new AdvanceOutcome.Advanced();
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (tip != from)
        {
            return new AdvanceOutcome.Moved();
        }

        return checkout is null
            ? throw Git.Failure(refused ?? "it printed nothing", "update-ref", Ref)
            : new AdvanceOutcome.Refused(checkout, Words(refused ?? ""));
    }

    private async Task<string?> TextAsync(string commit, string path) =>
        await store.ReadAsync(commit, path).ConfigureAwait(false) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    /// <inheritdoc/>
    public void Dispose() => merges.Dispose();

    private static string Words(string stderr)
    {
        var lines = stderr.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith("hint:", StringComparison.Ordinal) && line != "Aborting");
        return string.Join(' ', lines);
    }
}
