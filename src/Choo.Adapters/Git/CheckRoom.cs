using System.Globalization;
using Choo.Adapters.Files;
using Choo.Core.Ports;

namespace Choo.Adapters.Git;

/// <summary>
/// A worktree that pushed commits are checked in, one at a time; what a build leaves in it stays for the next. Held by a lock of the operating
/// system, which ends with its process.
/// </summary>
public sealed class CheckRoom : IDisposable
{
    private readonly FileStream held;

    private CheckRoom(FileStream held, string folder) => (this.held, Folder) = (held, folder);

    /// <summary>Absolute path.</summary>
    public string Folder { get; }

    /// <summary>Enters the first room that is free and puts a commit into it. Throws <see cref="PortException"/> when git cannot.</summary>
    /// <param name="repository">The repository, which may be bare.</param>
    /// <param name="place">The folder that rooms are in.</param>
    /// <param name="commit">What is checked out.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<CheckRoom> EnterAsync(Repository repository, string place, string commit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(repository);
        OwnFolder.Create(place);
        var room = Take(place);
        try
        {
            await PutAsync(repository, room.Folder, commit, cancellationToken).ConfigureAwait(false);
            return room;
        }
        catch
        {
            room.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => held.Dispose();

    // The locks lie beside the rooms, which are each person's own: several accounts may push to one repository.
    private static CheckRoom Take(string place)
    {
        for (var number = 1; ; number++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"ci-{number}");
            try
            {
                return new CheckRoom(
                    OwnFile.Open(Path.Combine(place, $"{name}.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None), Path.Combine(place, name));
            }
            catch (IOException) when (number < 1000)
            {
                // Another check is in that room.
            }
        }
    }

    /// <summary>A build may leave folders that cannot be written, such as a cache of modules; those are in the way of deleting what is in them.</summary>
    private static void Open(string folder)
    {
        if (!OperatingSystem.IsWindows())
        {
            foreach (var each in Directory.EnumerateDirectories(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true }).Prepend(folder))
            {
                File.SetUnixFileMode(each, File.GetUnixFileMode(each) | OwnFolder.Mode);
            }
        }
    }

    private static async Task PutAsync(Repository repository, string folder, string commit, CancellationToken cancellationToken)
    {
        var inside = repository.Git with { Folder = folder, GitDir = null };
        if (File.Exists(Path.Combine(folder, ".git"))
            && (await inside.TryAsync(cancellationToken, "checkout", "--quiet", "--force", "--detach", commit).ConfigureAwait(false)).Succeeded
            && (await inside.TryAsync(cancellationToken, "clean", "-ffdq").ConfigureAwait(false)).Succeeded)
        {
            return;
        }

        cancellationToken.ThrowIfCancellationRequested();

        // Nothing here is anybody's work: whatever a kill or a person made of it, the room is made again.
        if (Path.Exists(folder))
        {
            Open(folder);
            Directory.Delete(folder, recursive: true);
        }

        await repository.Git.RunAsync(cancellationToken, "worktree", "prune").ConfigureAwait(false);
        await repository.Git.RunAsync(cancellationToken, "worktree", "add", "--quiet", "--force", "--detach", folder, commit).ConfigureAwait(false);
    }
}
