using System.Buffers.Binary;
using Choo.Adapters.Files;

namespace Choo.Adapters.Git;

/// <summary>
/// What an agent may have set in git for its worktree alone, and what would outlive its unit there: settings of the worktree's own, a sparse
/// checkout, and entries of the index that git is to overlook (<c>assume-unchanged</c>, <c>skip-worktree</c>).
/// </summary>
internal static class HiddenMarks
{
    private const int HeaderSize = 12;
    private const int StatSize = 40;
    private static readonly string[] Own = ["config.worktree", "info/sparse-checkout", "info/attributes", "info/exclude"];

    /// <summary>Takes all of it away, so that git sees the worktree's files as they are again; files that were left out of it come back.</summary>
    public static async Task RemoveAsync(PooledWorktree worktree, GitCall git, CancellationToken cancellationToken)
    {
        var own = Own.Select(name => Path.Combine(worktree.GitDir, name)).Where(File.Exists).ToArray();
        var index = Path.Combine(worktree.GitDir, "index");
        if (own.Length == 0 && !HasMarks(index))
        {
            return;
        }

        // S marks what is not in the worktree by intention. What is missing otherwise was removed, which is work.
        var listed = await git.TryAsync(cancellationToken, "ls-files", "-v", "-z").ConfigureAwait(false);
        var left = listed.Text.Split('\0').Where(entry => entry.StartsWith("S ", StringComparison.Ordinal)).Select(entry => entry[2..]).ToHashSet(StringComparer.Ordinal);
        Array.ForEach(own, File.Delete);
        File.Delete(index);
        await git.RunAsync(cancellationToken, "reset", "--quiet", "--mixed").ConfigureAwait(false);
        var deleted = await git.RunAsync(cancellationToken, "ls-files", "-z", "--deleted").ConfigureAwait(false);
        var missing = deleted.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(left.Contains).ToArray();
        if (missing.Length > 0)
        {
            await git.RunAsync(string.Join('\0', missing) + '\0', cancellationToken, "checkout-index", "--quiet", "-z", "--stdin").ConfigureAwait(false);
        }
    }

    /// <summary>Whether an index has entries that git is to overlook. One that cannot be understood counts as such. The format: https://git-scm.com/docs/index-format</summary>
    internal static bool HasMarks(string index)
    {
        var read = PlainFile.Read(index, PlainFile.Large);
        if (!read.IsRead)
        {
            return File.Exists(index);
        }

        var bytes = read.Content.Span;
        if (bytes.Length < HeaderSize || !bytes.StartsWith("DIRC"u8) || BinaryPrimitives.ReadInt32BigEndian(bytes[4..]) is not (2 or 3))
        {
            return true;
        }

        // SHA-1 or SHA-256: the second entry of one format is no entry of the other.
        return Marked(bytes, 20) ?? Marked(bytes, 32) ?? true;
    }

    private static bool? Marked(ReadOnlySpan<byte> bytes, int hash)
    {
        var count = BinaryPrimitives.ReadInt32BigEndian(bytes[8..]);
        var at = HeaderSize;
        var marked = false;
        for (var i = 0; i < count; i++)
        {
            if (at + StatSize + hash + 2 > bytes.Length - hash)
            {
                return null;
            }

            var flags = BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + StatSize + hash)..]);
            var start = at + StatSize + hash + 2;
            if ((flags & 0x4000) != 0)
            {
                marked |= (BinaryPrimitives.ReadUInt16BigEndian(bytes[start..]) & 0x4000) != 0;
                start += 2;
            }

            var length = bytes[start..].IndexOf((byte)0);
            if (length <= 0 || ((flags & 0xFFF) != 0xFFF && (flags & 0xFFF) != length))
            {
                return null;
            }

            marked |= (flags & 0x8000) != 0;

            // One to eight NULs, so that an entry's length is a multiple of eight.
            at += (start - at + length + 8) / 8 * 8;
        }

        return marked;
    }
}
