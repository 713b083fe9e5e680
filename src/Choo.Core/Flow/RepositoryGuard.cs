using Choo.Core.Ports;

namespace Choo.Core.Flow;

/// <summary>
/// Looks at what all worktrees share around the turns of a run. What changes while several run is reported at the end of the first; what
/// changes while none runs is a person's doing and is not reported.
/// </summary>
public sealed class RepositoryGuard(IRepositoryGuard parts) : IDisposable
{
    private readonly SemaphoreSlim looking = new(1, 1);
    private RepositorySnapshot? known;
    private int turns;

    /// <summary>Where it looks.</summary>
    public IRepositoryGuard Parts => parts;

    /// <summary>A turn begins.</summary>
    public async Task BeginAsync()
    {
        await looking.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            var now = Read();
            known = turns++ == 0 || known is null ? now : known with { Stash = [.. known.Stash.Union(now.Stash, StringComparer.Ordinal)] };
        }
        finally
        {
            looking.Release();
        }
    }

    /// <summary>A turn ended: what has changed since that was not reported yet. What redirects git is put back before anybody looks again.</summary>
    public async Task<RepositoryChanges> EndAsync()
    {
        await looking.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            var (before, now) = (known ?? Read(), Read());
            var changes = RepositoryChanges.Between(before, now);
            if (changes.FormerConfig is not null || !before.Files.SequenceEqual(now.Files))
            {
                changes = await PutBackAsync(changes, before, now).ConfigureAwait(false);

                // Not read again: what another turn changed meanwhile would pass for known, and nobody would report it.
                now = changes.Refusal is null ? now with { Config = changes.PutBack.Settings ?? now.Config, Files = before.Files } : now;
            }

            (known, turns) = (now, turns - 1);
            return changes;
        }
        finally
        {
            looking.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => looking.Dispose();

    private async Task<RepositoryChanges> PutBackAsync(RepositoryChanges changes, RepositorySnapshot before, RepositorySnapshot now)
    {
        try
        {
            return changes with { PutBack = await parts.PutBackAsync(before, now).ConfigureAwait(false) };
        }
        catch (PortException refused)
        {
            return changes with { Refusal = refused.Diagnostic };
        }
    }

    /// <summary>Settings that cannot be read just now are taken to be what they were.</summary>
    private RepositorySnapshot Read()
    {
        var now = parts.Read();
        return now.Config is null ? now with { Config = known?.Config } : now;
    }
}
