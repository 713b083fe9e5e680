using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Choo.Adapters.Files;
using Choo.Core.Diagnostics;
using Choo.Core.Ports;

namespace Choo.Adapters.Git;

/// <summary>Reads what all worktrees share from git's own files.</summary>
/// <param name="repository">The repository.</param>
/// <param name="guard">What keeps agents' git to what is theirs.</param>
/// <param name="checkout">Held while the checkout is looked at, so that what lands just then is not taken for somebody's doing.</param>
public sealed partial class GitRepositoryGuard(Repository repository, AgentHooks guard, CheckoutLock checkout) : IRepositoryGuard
{
    private readonly string config = Path.Combine(repository.CommonDir, "config");
    private readonly Dictionary<string, (long Length, DateTime Written, string Digest)> digests = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string ConfigPath => Shown(config);

    /// <inheritdoc/>
    public RepositorySnapshot Read() => new(Stash(), Text(config), Hooks()) { Files = Others() };

    /// <inheritdoc/>
    public ImmutableArray<string> RepairHooks()
    {
        try
        {
            return [.. guard.Mend().Select(Shown)];
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new PortException(DiagnosticCodes.CannotWrite.At(
                ".choo/hooks", 0, 0, $"the hooks that restrict agents' git are not in place: {refused.Message}"));
        }
    }

    /// <inheritdoc/>
    public Task<SavedWork> KeepAsync(string unit, string commit) => Backups.KeepAsync(repository.Git, unit, commit, CancellationToken.None);

    /// <inheritdoc/>
    public string KeepConfig(string text) => Keep("git-config", text);

    private string Keep(string name, string text)
    {
        try
        {
            // Settings may hold a person's credentials: the copy is for their eyes alone.
            var folder = OwnFolder.Create(Path.Combine(repository.CommonDir, "choo"));
            for (var number = 1; ; number++)
            {
                var file = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{name}.{number}"));
                if (!Path.Exists(file) && Create(file) is { } kept)
                {
                    using (kept)
                    {
                        kept.Write(Encoding.Latin1.GetBytes(text));
                    }

                    return Shown(file);
                }
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new PortException(DiagnosticCodes.CannotWrite.At(
                ConfigPath, 0, 0, $"a file that all worktrees share changed while a turn ran, and a copy of it ({name}) could not be kept: {refused.Message}"));
        }
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<string>> WrittenInCheckoutAsync(TimeSpan lately, CancellationToken cancellationToken)
    {
        var since = DateTime.UtcNow - lately;
        var status = await checkout.HoldAsync(
            () => repository.Git.TryAsync(cancellationToken, GitIndex.Status), cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return status.Succeeded
            ? [.. status.Text.Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(entry => entry[3..])
                .Where(path => File.GetLastWriteTimeUtc(Path.Combine(repository.Root, path)) >= since)]
            : [];
    }

    /// <summary>0000… 4f1b… A Person &lt;person@host&gt; 1700000000 +0100⇥On main: for later.</summary>
    private ImmutableArray<string> Stash() =>
        [.. (Text(Path.Combine(repository.CommonDir, "logs", "refs", "stash")) ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ', 3)).Where(words => words.Length == 3).Select(words => words[1])];

    /// <summary>git's own samples are none that it runs.</summary>
    private ImmutableSortedDictionary<string, string> Hooks()
    {
        var hooks = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        try
        {
            foreach (var file in new DirectoryInfo(Path.Combine(repository.CommonDir, "hooks")).EnumerateFiles())
            {
                if (file.Extension != ".sample" && Digest(file) is { } digest)
                {
                    hooks[Shown(file.FullName)] = $"{digest} {file.UnixFileMode}";
                }
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // No hooks.
        }

        return hooks.ToImmutable();
    }

    /// <summary>The last one known of a file that cannot be read just now; null when it is gone, or none is known.</summary>
    private string? Digest(FileInfo file)
    {
        var isKnown = digests.TryGetValue(file.Name, out var known);
        try
        {
            if (isKnown && (known.Length, known.Written) == (file.Length, file.LastWriteTimeUtc))
            {
                return known.Digest;
            }

            var (opened, why) = PlainFile.OpenStream(file.FullName);
            using var stream = opened ?? throw new IOException(why);
            var digest = Convert.ToHexString(SHA256.HashData(stream));
            digests[file.Name] = (file.Length, file.LastWriteTimeUtc, digest);
            return digest;
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return isKnown ? known.Digest : null;
        }
    }

    /// <summary>Null when somebody made the file in this moment.</summary>
    private static FileStream? Create(string file)
    {
        try
        {
            return OwnFile.Open(file, FileMode.CreateNew, FileAccess.Write);
        }
        catch (IOException) when (File.Exists(file))
        {
            return null;
        }
    }

    /// <summary>A character a byte, whatever the encoding; empty when there is no such file, null when it cannot be read.</summary>
    private static string? Text(string file)
    {
        var read = PlainFile.Read(file, PlainFile.Large);
        return read.Refusal switch
        {
            FileRefusal.None => Encoding.Latin1.GetString(read.Content.Span),
            FileRefusal.Missing => "",
            _ => null,
        };
    }

    private string Shown(string file) => Path.GetRelativePath(repository.Root, file).Replace('\\', '/');
}
