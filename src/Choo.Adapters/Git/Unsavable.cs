using System.Collections.Concurrent;
using System.Collections.Immutable;
using Choo.Adapters.Files;
using Choo.Core.Diagnostics;
using Choo.Core.Ports;
using Choo.Core.Text;

namespace Choo.Adapters.Git;

/// <summary>What agents and gates leave in worktrees that git cannot save, or waits for. Members throw <see cref="PortException"/> where the system refuses.</summary>
internal sealed class Unsavable(PoolSettings settings)
{
    private readonly ConcurrentDictionary<string, SpecialFiles> specials = new(StringComparer.Ordinal);

    /// <summary>Removes pipes, sockets and devices, which hold nothing that could be lost.</summary>
    public IReadOnlyList<RefusedPath> RemoveSpecial(Worktree worktree) => Remove(worktree, _ => true);

    /// <summary>Removes those that stand in the place of a file that git itself reads: there git would wait for ever.</summary>
    public IReadOnlyList<RefusedPath> RemoveReadByGit(Worktree worktree) => Remove(
        worktree, path => Path.GetFileName(path).ToUpperInvariant() is ".GITIGNORE" or ".GITATTRIBUTES" or ".GITMODULES" or ".MAILMAP");

    /// <summary>Moves what git cannot save out of a worktree that is about to be emptied.</summary>
    public void SetAside(Worktree worktree, ImmutableArray<RefusedPath> refused)
    {
        if (refused.IsEmpty)
        {
            return;
        }

        var aside = Aside.New(settings.AsideFolder, Path.GetFileName(worktree.Path));
        foreach (var each in refused)
        {
            var (moved, why) = aside.Take(worktree.Path, each.Path);
            if (moved is null)
            {
                throw new PortException(DiagnosticCodes.WorktreeKept.At(
                    worktree.Name, 0, 0, $"git cannot save {PathText.Show(each.Path)} ({each.Why}), and it cannot be moved away: {why}"));
            }

            settings.SetAside(DiagnosticCodes.SetAside.At(
                worktree.Name, 0, 0, $"git cannot save {PathText.Show(each.Path)} ({each.Why}); it is kept as {PathText.Show(moved)}"));
        }
    }

    private List<RefusedPath> Remove(Worktree worktree, Func<string, bool> which)
    {
        var removed = new List<RefusedPath>();
        foreach (var special in specials.GetOrAdd(worktree.Path, path => new SpecialFiles(path, TimeProvider.System)).Find().Where(each => which(each.Path)))
        {
            removed.Add(new RefusedPath(special.Path, $"it was {FileKindNames.Of(special.Kind)}, which was removed"));
            if (!NativeFiles.Delete($"{worktree.Path}/{special.Path}"))
            {
                throw new PortException(DiagnosticCodes.CannotWrite.Because(
                    $"{PathText.Show(special.Path)} in {worktree.Name} is {FileKindNames.Of(special.Kind)} and cannot be removed: {NativeFiles.Why}"));
            }
        }

        return removed;
    }
}
