namespace Choo.Adapters.Git;

/// <content>Room on the disk.</content>
public sealed partial class WorktreePool
{
    /// <summary>Removes everything that is ignored (build outputs first of all) from the worktrees that nobody holds; returns how many had any.</summary>
    public async Task<int> DropOutputsAsync(CancellationToken cancellationToken)
    {
        var taken = new List<Task<PooledWorktree>>();
        try
        {
            // What is out of the queue is this call's alone.
            while (idle.Reader.TryRead(out var next))
            {
                taken.Add(next);
            }

            var dropped = 0;
            foreach (var ready in taken.Where(each => each.IsCompletedSuccessfully))
            {
                var worktree = await ready.ConfigureAwait(false);
                var removed = await worktree.Git(settings).RunAsync(cancellationToken, "clean", "-ffdX").ConfigureAwait(false);
                dropped += removed.Length > 0 ? 1 : 0;
            }

            return dropped;
        }
        finally
        {
            taken.ForEach(each => idle.Writer.TryWrite(each));
        }
    }
}
