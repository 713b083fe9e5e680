using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading.Channels;
using Choo.Adapters.Files;
using Choo.Core.Diagnostics;
using Choo.Core.Ports;

namespace Choo.Adapters.Git;

/// <summary>
/// Detached worktrees, entered one at a time (git's own bookkeeping does not stand concurrent adds), filled side by side and then
/// reused: a reset costs milliseconds where a fresh one costs up to a second.
/// </summary>
public sealed partial class WorktreePool : IDisposable
{
    private readonly Repository repository;
    private readonly PoolSettings settings;
    private readonly SemaphoreSlim adding = new(1, 1);
    private readonly Lock emptying = new();
    private readonly Lock planning = new();
    private readonly Channel<Task<PooledWorktree>> idle = Channel.CreateUnbounded<Task<PooledWorktree>>();
    private readonly ConcurrentDictionary<string, PooledWorktree> all = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<Task> begun = [];
    private readonly ConcurrentDictionary<string, bool> rooms = new(StringComparer.Ordinal);
    private int last;
    private int planned;
    private int making;
    private int waiting;

    /// <summary>An empty pool.</summary>
    public WorktreePool(Repository repository, PoolSettings settings)
    {
        this.repository = repository;
        this.settings = settings;
        Place = settings.Place;
    }

    /// <summary>The repository.</summary>
    internal Repository Repository => repository;

    /// <summary>Where the worktrees lie.</summary>
    public WorktreePlace Place { get; }

    /// <summary>Absolute path of the folder that worktrees are made in.</summary>
    public string Root => Place.Root;

    /// <summary>Whether there are no worktrees yet.</summary>
    public bool IsNew => !Place.Folders.Any(Directory.Exists) && !RegisteredWorktree.All(repository).Any(each => Place.Has(each.Path)) && !HalfWorktrees.Any(repository);

    /// <summary>Every worktree of the pool.</summary>
    public IReadOnlyCollection<PooledWorktree> All => [.. all.Values];

    /// <summary>
    /// Takes over the worktrees a dead run left, as they are; the caller decides what becomes of their content. Those that were only half
    /// made are removed, unless they are to be kept. One that a person made in the pool's folder is none of choo's.
    /// </summary>
    public async Task<ImmutableArray<PooledWorktree>> AdoptAsync(bool keepTorn, CancellationToken cancellationToken)
    {
        // Once the pool makes worktrees of its own, what lies there is not left by anybody.
        if (planned > 0 || IsNew)
        {
            return [];
        }

        if (!keepTorn)
        {
            await HalfWorktrees.FinishAsync(repository, Place, settings.ExcludesFile, cancellationToken).ConfigureAwait(false);
        }

        var list = await WorktreeList.ReadAsync(repository.Git, cancellationToken).ConfigureAwait(false);
        var adopted = ImmutableArray.CreateBuilder<PooledWorktree>();
        foreach (var entry in list.Where(entry => Place.Has(entry.Path)))
        {
            if (!entry.IsTorn && PooledWorktree.Open(repository, entry.Path) is { IsMarked: true } worktree)
            {
                all[worktree.Name] = worktree;
                planned++;
                adopted.Add(worktree);
                last = Math.Max(last, int.TryParse(Path.GetFileName(entry.Path), out var number) ? number : 0);
            }
        }

        return adopted.ToImmutable();
    }

    /// <summary>The worktree of that name, null when the pool has none.</summary>
    public PooledWorktree? Find(string name) => all.GetValueOrDefault(name);

    /// <summary>A worktree that a unit holds. Throws <see cref="PortException"/> when a person or an agent removed it meanwhile.</summary>
    public PooledWorktree InUse(string name)
    {
        var worktree = Find(name) ?? throw new InvalidOperationException($"{name} is not of this pool");
        var isThere = Directory.Exists(worktree.Path);
        return isThere && Directory.Exists(worktree.GitDir)
            ? worktree
            : throw new PortException(DiagnosticCodes.WorktreeGone.At(
                name, 0, 0, $"this worktree was removed{(isThere ? " from git's record" : "")} while a unit was working in it; what was committed is kept: `dotnet choo resume` redoes the rest"));
    }

    /// <summary>A worktree at the commit: an idle one, or the first to become idle, or a new one while there may be more.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="move">A way to move a worktree there that is shorter than a checkout; false where there is none.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    internal async Task<PooledWorktree> TakeAsync(string commit, Func<PooledWorktree, Task<bool>> move, CancellationToken cancellationToken)
    {
        if (!idle.Reader.TryRead(out var next))
        {
            if (Interlocked.Increment(ref waiting) > Volatile.Read(ref making))
            {
                Begin(commit, planned + 1, cancellationToken);
            }

            try
            {
                next = await idle.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                Interlocked.Decrement(ref waiting);
            }
        }

        PooledWorktree worktree;
        try
        {
            worktree = await next.ConfigureAwait(false);
        }
        catch (Exception refused) when (refused is not OperationCanceledException)
        {
            GiveUp();
            throw refused is PortException ? refused : new PortException(DiagnosticCodes.CannotWrite.Because($"no worktree could be created in {Root}: {refused.Message}"));
        }

        if (worktree.Head != commit)
        {
            worktree.IsChoosAlone = true;
            if (!await move(worktree).ConfigureAwait(false))
            {
                await worktree.CheckOutAsync(settings, commit, cancellationToken).ConfigureAwait(false);
            }

            worktree.IsChoosAlone = false;
        }

        return worktree;
    }

    /// <summary>Begins to make worktrees ahead of their first use; they become idle one after the other.</summary>
    /// <param name="commit">Where they stand.</param>
    /// <param name="first">Up to so many in all, at once.</param>
    /// <param name="count">Up to so many in all when those are there: they do not take the processor from those that units wait for.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public void Plan(string commit, int first, int count, CancellationToken cancellationToken)
    {
        Begin(commit, first, cancellationToken);
        if (count > first)
        {
            begun.Add(Task.WhenAll(begun).ContinueWith(
                _ => Task.WhenAll(Begin(commit, count, cancellationToken)), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).Unwrap());
        }
    }

    /// <summary>A new worktree that is never handed out by <see cref="TakeAsync"/>.</summary>
    public async Task<PooledWorktree> AddRoomAsync(string commit, CancellationToken cancellationToken)
    {
        var room = await AddAsync(commit, cancellationToken).ConfigureAwait(false);
        rooms[room.Name] = true;
        room.IsChoosAlone = true;
        return room;
    }

    /// <summary>Back to the pool from wherever a kill left it; only for one that <see cref="PooledWorktree.IsChoosAlone"/>.</summary>
    public async Task ResetAsync(PooledWorktree worktree, string commit, CancellationToken cancellationToken)
    {
        worktree.RemoveStaleLocks();
        await worktree.CheckOutAsync(settings, commit, cancellationToken).ConfigureAwait(false);
        await worktree.Git(settings).RunAsync(cancellationToken, "clean", "--quiet", "-ffdx").ConfigureAwait(false);
        worktree.IsChoosAlone = false;
        Give(worktree);
    }

    /// <summary>Back to the pool; it must be clean.</summary>
    public void Give(PooledWorktree worktree)
    {
        idle.Writer.TryWrite(Task.FromResult(worktree));
        if (shrinks)
        {
            Shrink();
        }
    }

    /// <summary>A worktree is left where and as it is: there may be another in its place.</summary>
    public void LeaveOut(string name)
    {
        if (all.TryRemove(name, out _))
        {
            GiveUp();
        }
    }

    /// <summary>A worktree will not come back (git could not make it, or not clean it): there may be another in its place.</summary>
    public void GiveUp()
    {
        lock (planning)
        {
            planned--;
        }
    }

    /// <summary>Waits until every worktree that was begun is there, or could not be made.</summary>
    public Task SettleAsync(CancellationToken cancellationToken) => Task.WhenAll(begun).WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => adding.Dispose();

    private Task[] Begin(string commit, int count, CancellationToken cancellationToken)
    {
        int more;
        lock (planning)
        {
            more = Math.Max(0, Math.Min(count, settings.Most) - planned);
            planned += more;
        }

        Interlocked.Add(ref making, more);
        Task[] begins = [.. Enumerable.Range(0, more).Select(_ => AddAsync(commit, cancellationToken).ContinueWith(
            added =>
            {
                Interlocked.Decrement(ref making);
                idle.Writer.TryWrite(added);
            },
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default))];
        Array.ForEach(begins, begun.Add);
        return begins;
    }

    private async Task<PooledWorktree> AddAsync(string commit, CancellationToken cancellationToken)
    {
        var worktree = await EnterAsync(commit, cancellationToken).ConfigureAwait(false);
        try
        {
            var git = worktree.Git(settings);
            await git.RunAsync(cancellationToken, "reset", "--hard", "--quiet").ConfigureAwait(false);
            if (RacyFiles.Backdate(worktree) > 0)
            {
                await git.TryAsync(cancellationToken, "update-index", "-q", "--refresh").ConfigureAwait(false);
            }
        }
        catch
        {
            HalfWorktrees.Remove(worktree.Path, worktree.GitDir);
            throw;
        }

        worktree.Unlock();
        all[worktree.Name] = worktree;
        settings.Created(worktree.Name);
        return worktree;
    }

    /// <summary>The pool's folder, closed to other users where it is in choo's own; what a person configured elsewhere is theirs.</summary>
    private void MakeRoot()
    {
        if (!WorktreePlace.IsBelow(Root, repository.Root) || WorktreePlace.IsBelow(Root, repository.ChooDir) || !Directory.Exists(Root))
        {
            OwnFolder.Create(Root);
            Ceiling.Write(Root);
        }
    }

    /// <summary>An empty worktree, locked with a reason from its first moment: whoever finds it so knows that it is choo's and half made.</summary>
    private async Task<PooledWorktree> EnterAsync(string commit, CancellationToken cancellationToken)
    {
        await adding.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            MakeRoot();
            string path;
            do
            {
                path = Path.Combine(Root, $"{++last}");
            }
            while (Path.Exists(path) || RegisteredWorktree.All(repository).Any(each => each.Path == path));

            await repository.Git.RunAsync(
                cancellationToken, "worktree", "add", "--quiet", "--detach", "--no-checkout", "--lock", "--reason", WorktreeEntry.Making, path, commit).ConfigureAwait(false);
            return PooledWorktree.Open(repository, path)
                ?? throw new InvalidOperationException($"git added {path} and it is not there");
        }
        finally
        {
            adding.Release();
        }
    }
}
