using System.Collections.Immutable;
using Choo.Core.Diagnostics;
using Choo.Core.Specs;

namespace Choo.Adapters.Specs;

/// <summary>What was found of a tasks folder in the working tree.</summary>
/// <param name="Folders">Its immediate child folders, in ordinal order.</param>
/// <param name="Diagnostics">What could not be read, and links that were not followed.</param>
public sealed record SpecFoldersReading(ImmutableArray<SpecFolder> Folders, ImmutableArray<Diagnostic> Diagnostics);

/// <summary>The units of a tasks folder, each read for itself.</summary>
/// <param name="Context">What has to be known to judge them.</param>
/// <param name="Units">One for each child folder, in ordinal order.</param>
/// <param name="Diagnostics">What could not be read, and links that were not followed.</param>
public sealed record UnitReadings(SpecContext Context, ImmutableArray<UnitReading> Units, ImmutableArray<Diagnostic> Diagnostics);

/// <summary>Reads specs from the working tree.</summary>
public static class SpecFolders
{
    // Starting threads for a handful of folders costs more than it saves.
    private const int FewFolders = 16;

    /// <summary>Reads all folders and keeps their bytes; to validate or plan, <see cref="LoadSetAsync"/> is the one that keeps none.</summary>
    /// <param name="root">Absolute path of the repository.</param>
    /// <param name="tasksDir">The tasks folder relative to it, or an absolute path.</param>
    /// <param name="cancellationToken">Stops between folders.</param>
    public static async Task<SpecFoldersReading> ReadAsync(string root, string tasksDir, CancellationToken cancellationToken)
    {
        var listing = TasksListing.Of(root, tasksDir);
        var reads = new FolderRead[listing.Folders.Length];
        await ForEachAsync(reads.Length, index => reads[index] = FolderFiles.Read(listing, listing.Folders[index], new ReadBuffer()), cancellationToken).ConfigureAwait(false);
        return new SpecFoldersReading(
            [.. reads.Select(read => read.Folder)],
            DiagnosticOrder.Sort([.. listing.Diagnostics, .. reads.SelectMany(read => read.Diagnostics)]));
    }

    /// <summary>Reads, parses and judges all specs; a folder's bytes are let go as soon as it has been parsed.</summary>
    /// <param name="root">Absolute path of the repository.</param>
    /// <param name="tasksDir">The tasks folder relative to it, or an absolute path.</param>
    /// <param name="knownProviders">Names that a plan's <c>provider:</c> may take.</param>
    /// <param name="cancellationToken">Stops between folders.</param>
    public static async Task<SpecSet> LoadSetAsync(string root, string tasksDir, IReadOnlySet<string> knownProviders, CancellationToken cancellationToken)
    {
        var read = await LoadAsync(root, tasksDir, knownProviders, cancellationToken).ConfigureAwait(false);
        IEnumerable<Diagnostic> empty = read.Units.IsEmpty && read.Diagnostics.IsEmpty ? [SpecReader.NoUnits(read.Context.TasksDir)] : [];
        return SpecReader.Judge(read.Context, read.Units, [.. read.Diagnostics, .. empty]);
    }

    /// <summary>Reads and parses all specs, and does not judge them together yet.</summary>
    /// <param name="root">Absolute path of the repository.</param>
    /// <param name="tasksDir">The tasks folder relative to it, or an absolute path.</param>
    /// <param name="knownProviders">Names that a plan's <c>provider:</c> may take.</param>
    /// <param name="cancellationToken">Stops between folders.</param>
    public static async Task<UnitReadings> LoadAsync(string root, string tasksDir, IReadOnlySet<string> knownProviders, CancellationToken cancellationToken)
    {
        var listing = TasksListing.Of(root, tasksDir);
        var context = new SpecContext { TasksDir = listing.TasksDir, ArchivedUnits = ArchivedUnits(root, tasksDir), KnownProviders = knownProviders };
        var readings = new UnitReading[listing.Folders.Length];
        var unreadable = new ImmutableArray<Diagnostic>[readings.Length];
        using var buffers = new ThreadLocal<ReadBuffer>(() => new ReadBuffer());
        await ForEachAsync(
            readings.Length,
            index =>
            {
                var read = FolderFiles.Read(listing, listing.Folders[index], buffers.Value!.Again());
                readings[index] = SpecReader.ReadFolder(context, read.Folder, YamlReader.Instance);
                unreadable[index] = read.Diagnostics;
            },
            cancellationToken).ConfigureAwait(false);
        return new UnitReadings(context, [.. readings], [.. listing.Diagnostics, .. unreadable.SelectMany(each => each)]);
    }

    /// <summary>Ids of the units archived beside a tasks folder: folders with a plan in <c>completed/tasks</c> and <c>completed</c>.</summary>
    public static IReadOnlySet<string> ArchivedUnits(string root, string tasksDir)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var archive in SpecNames.ArchiveFolders(TasksListing.Relative(root, tasksDir)))
        {
            var folder = new DirectoryInfo(Path.Combine(root, archive));
            if (folder.Exists)
            {
                ids.UnionWith(folder.EnumerateDirectories().Where(each => File.Exists(Path.Combine(each.FullName, Unit.PlanFile))).Select(each => each.Name));
            }
        }

        return ids;
    }

    private static async Task ForEachAsync(int count, Action<int> read, CancellationToken cancellationToken)
    {
        if (count > FewFolders)
        {
            var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
            await Task.Run(() => Parallel.For(0, count, options, read), cancellationToken).ConfigureAwait(false);
            return;
        }

        for (var index = 0; index < count; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            read(index);
        }
    }
}
