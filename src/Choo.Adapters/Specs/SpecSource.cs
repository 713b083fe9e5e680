using Choo.Adapters.Git;
using Choo.Core.Ports;
using Choo.Core.Specs;
using Choo.Core.TestEvidence;

namespace Choo.Adapters.Specs;

/// <summary>Units from specs: a folder a unit, a markdown file a task.</summary>
/// <param name="root">Absolute path of the repository, or of the folder that stands for one.</param>
/// <param name="tasksDir">The tasks folder relative to it; for the working tree an absolute path is allowed.</param>
/// <param name="knownProviders">Names that a plan's <c>provider:</c> may take.</param>
public sealed class SpecSource(string root, string tasksDir, IReadOnlySet<string> knownProviders) : IUnitSource
{
    /// <summary>The repository's git; null where only the working tree is read.</summary>
    public GitCall? Git { get; init; }

    /// <inheritdoc/>
    public Task<SpecSet> ListAsync(CancellationToken cancellationToken) => SpecFolders.LoadSetAsync(root, tasksDir, knownProviders, cancellationToken);

    /// <inheritdoc/>
    public async Task<UnitsAtCommit> ReadAsync(string commit, CancellationToken cancellationToken)
    {
        var git = Git ?? throw new InvalidOperationException("no repository was given to read commits from");
        var files = await CommittedFiles.ListAsync(git, commit, cancellationToken).ConfigureAwait(false);
        return await ReadAsync(files, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The same of a commit whose files are listed already.</summary>
    public async Task<UnitsAtCommit> ReadAsync(CommittedFiles files, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(files);
        var folders = await files.FoldersAsync(tasksDir, cancellationToken).ConfigureAwait(false);
        var context = new SpecContext { TasksDir = tasksDir, ArchivedUnits = files.Archived(tasksDir), KnownProviders = knownProviders };
        return new UnitsAtCommit(SpecReader.Read(context, folders, YamlReader.Instance), folders);
    }

    /// <inheritdoc/>
    public byte[] MarkComplete(SpecTask task, ReadOnlySpan<byte> file) => SpecStatusEditor.Set(file, SpecStatus.Complete);

    /// <inheritdoc/>
    public bool IsTextOf(Unit unit, string path) => SpecComparison.IsSpecOf(unit.Path, path);

    /// <inheritdoc/>
    public bool SaysTheSame(Unit unit, ChangedFile change) => SpecEdits.SameButStatus(change.Before, change.Now);

    /// <inheritdoc/>
    public string? ClosedIn(Unit unit) => null;

    /// <inheritdoc/>
    public byte[] Close(Unit unit, string commit, ReadOnlySpan<byte> file) => file.ToArray();
}
