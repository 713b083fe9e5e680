using System.Collections.Immutable;
using System.Text;
using Choo.Core.Diagnostics;
using Choo.Core.Ports;

namespace Choo.Adapters.Git;

/// <content>What an agent left in files that all worktrees share, and that say where git looks and what it starts.</content>
public sealed partial class GitRepositoryGuard
{
    // Paths in the repository.
    private static readonly string[] Names = ["info/exclude", "info/attributes", "info/sparse-checkout", "info/grafts", "config.worktree", "objects/info/alternates"];

    /// <inheritdoc/>
    public async Task<PutBack> PutBackAsync(RepositorySnapshot before, RepositorySnapshot now)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(now);
        try
        {
            var result = before.Config is { Length: > 0 } former && now.Config is { } present && former != present
                ? await PutBackSettingsAsync(former, present).ConfigureAwait(false)
                : PutBack.Nothing;
            return Names.Where(name => before.Files.GetValueOrDefault(name) != now.Files.GetValueOrDefault(name))
                .Aggregate(result, (done, name) => PutBackFile(done, name, before.Files.GetValueOrDefault(name), now.Files.GetValueOrDefault(name)));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new PortException(DiagnosticCodes.CannotWrite.At(
                ConfigPath, 0, 0, $"changes made to git's shared files during a turn could not be undone: {refused.Message}"));
        }
    }

    private ImmutableSortedDictionary<string, string> Others()
    {
        var found = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var name in Names)
        {
            var file = new FileInfo(Path.Combine(repository.CommonDir, name));
            if (file.Exists && file.LinkTarget is null && Text(file.FullName) is { } text)
            {
                found[name] = text;
            }
        }

        return found.ToImmutable();
    }

    private PutBack PutBackFile(PutBack done, string name, string? former, string? present)
    {
        var file = Path.Combine(repository.CommonDir, name);
        var kept = present is null ? done.Kept : done.Kept.Add(Keep(name.Replace('/', '-'), present));
        if (former is null)
        {
            File.Delete(file);
        }
        else
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, Encoding.Latin1.GetBytes(former));
        }

        return done with { Files = done.Files.Add(Shown(file)), Kept = kept };
    }

    private async Task<PutBack> PutBackSettingsAsync(string former, string present)
    {
        var (was, isNow) = (await ValuesAsync(former).ConfigureAwait(false), await ValuesAsync(present).ConfigureAwait(false));
        if (was is null)
        {
            return PutBack.Nothing;
        }

        if (isNow is null)
        {
            // git cannot read them any more, so nobody's git works here.
            var broken = Keep("git-config-changed", present);
            ReplaceConfig(former);
            return new PutBack(["what git cannot read"], [], [], [broken]) { Settings = former };
        }

        var changed = was.Keys.Union(isNow.Keys, StringComparer.Ordinal)
            .Where(key => !was.GetValueOrDefault(key, []).SequenceEqual(isNow.GetValueOrDefault(key, []), StringComparer.Ordinal))
            .Order(StringComparer.Ordinal).ToArray();
        var keys = changed.Where(LeadingSettings.Has).ToImmutableArray();
        if (keys.IsEmpty)
        {
            return PutBack.Nothing with { Others = [.. changed] };
        }

        var kept = Keep("git-config-changed", present);
        if (keys.Length == changed.Length)
        {
            ReplaceConfig(former);
            return new PutBack(keys, [], [], [kept]) { Settings = former };
        }

        foreach (var key in keys)
        {
            await SetAsync(key, was.GetValueOrDefault(key, [])).ConfigureAwait(false);
        }

        return new PutBack(keys, [.. changed.Except(keys, StringComparer.Ordinal)], [], [kept]) { Settings = Text(config) };
    }

    /// <summary>By git's own protocol: whoever has the lock file writes.</summary>
    private void ReplaceConfig(string text)
    {
        var draft = config + ".lock";
        using (var file = new FileStream(draft, FileMode.CreateNew, FileAccess.Write))
        {
            file.Write(Encoding.Latin1.GetBytes(text));
        }

        if (!OperatingSystem.IsWindows() && File.Exists(config))
        {
            File.SetUnixFileMode(draft, File.GetUnixFileMode(config));
        }

        File.Move(draft, config, overwrite: true);
    }

    private async Task SetAsync(string key, ImmutableArray<string> values)
    {
        var git = repository.Git with { Folder = Path.GetTempPath() };
        await git.TryAsync(CancellationToken.None, "config", "--file", config, "--unset-all", key).ConfigureAwait(false);
        foreach (var value in values)
        {
            await git.RunAsync(CancellationToken.None, "config", "--file", config, "--add", key, value).ConfigureAwait(false);
        }
    }

    /// <summary>Every key with its values in order; null when git cannot read the text.</summary>
    private async Task<Dictionary<string, ImmutableArray<string>>?> ValuesAsync(string text)
    {
        // Away from the repository, whose settings may be what git cannot read.
        var git = repository.Git with { Folder = Path.GetTempPath() };
        var listed = await git.TryAsync(Encoding.Latin1.GetBytes(text), CancellationToken.None, "config", "--file", "-", "--null", "--list").ConfigureAwait(false);
        return !listed.Succeeded
            ? null
            : listed.Text.Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(entry => entry.Split('\n', 2))
                .GroupBy(pair => pair[0], StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.Select(pair => pair.Length == 2 ? pair[1] : "true").ToImmutableArray(), StringComparer.Ordinal);
    }
}
