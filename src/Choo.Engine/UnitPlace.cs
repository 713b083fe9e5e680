using System.Collections.Immutable;
using Choo.Adapters.Files;
using Choo.Adapters.Specs;
using Choo.Core.Configuration;
using Choo.Core.Diagnostics;
using Choo.Core.Specs;
using Choo.Core.Specs.Drafts;

namespace Choo.Engine;

/// <summary>The tasks folder of the working tree as a place for one more unit.</summary>
public sealed class UnitPlace
{
    private readonly string path;
    private readonly UnitReadings readings;
    private readonly ImmutableArray<Diagnostic> ofConfig;

    private UnitPlace(string root, ChooConfig config, ImmutableArray<Diagnostic> ofConfig, UnitReadings readings)
    {
        (Root, this.readings, this.ofConfig) = (root, readings, ofConfig);
        path = Path.Combine(root, readings.Context.TasksDir);
        Provider = ProviderChoice.Of(null, null, null, config.Provider).Name;
        DefaultGate = ChooHost.DefaultGatesOf(root).Backpressure;
    }

    /// <summary>Absolute path of the repository, or of the folder that stands for it.</summary>
    public string Root { get; }

    /// <summary>The tasks folder, relative to it.</summary>
    public string TasksDir => readings.Context.TasksDir;

    /// <summary>The units that are there, by id.</summary>
    public IEnumerable<string> Units => readings.Units.Where(each => each.Unit is not null).Select(each => each.Folder);

    /// <summary>Names that a plan's <c>provider:</c> may take.</summary>
    public IEnumerable<string> Providers => readings.Context.KnownProviders.Order(StringComparer.Ordinal);

    /// <summary>The agent for units that name none.</summary>
    public string Provider { get; }

    /// <summary>The gate of tasks that name none.</summary>
    public string DefaultGate { get; }

    /// <summary>Reads the specs and the configuration of the working tree.</summary>
    public static async Task<UnitPlace> OpenAsync(RunRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var root = ChooFolder.Find(Path.GetFullPath(request.WorkingFolder)) ?? Path.GetFullPath(request.WorkingFolder);
        var (config, problems) = HostConfig.Read(root, request, cancellationToken);
        var readings = await SpecFolders.LoadAsync(root, HostPaths.TasksDir(request, root), config.Provider.KnownNames, cancellationToken).ConfigureAwait(false);
        return new UnitPlace(root, config, problems, readings);
    }

    /// <summary>The problems of a name alone.</summary>
    public ImmutableArray<Diagnostic> CheckName(string name) =>
        [.. OfFolder(), .. There(name, UnitDraftRules.CheckName(name, readings.Context, readings.Units))];

    /// <summary>Every problem of a draft.</summary>
    public ImmutableArray<Diagnostic> Check(UnitDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var found = UnitDraftRules.Check(draft, readings.Context, readings.Units, YamlReader.Instance);
        return
        [
            .. OfFolder(),
            .. draft.Provider is null ? [] : ofConfig.Where(problem => problem.Severity == Severity.Error),
            .. There(draft.Name, found),
        ];
    }

    /// <summary>Writes a draft that has no problem; the files' paths relative to <see cref="Root"/>. Throws what <see cref="IOException"/> and the like say when the disk refuses.</summary>
    public ImmutableArray<string> Write(UnitDraft draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var files = UnitDraftFiles.Of(draft, TasksDir);
        NewFolder.Write(path, draft.Name, files, cancellationToken);
        return [.. files.Select(file => file.Path)];
    }

    /// <summary>A tasks folder that is not there yet is made; one that is a file or a link is no place for a unit.</summary>
    private IEnumerable<Diagnostic> OfFolder() =>
        FileStatus.Of(path).Kind == FileKind.Missing ? [] : readings.Diagnostics.Where(problem => problem.Code == DiagnosticCodes.TasksFolderMissing.Id);

    /// <summary>Anything of that name is in the way: a file too, or a link that leads nowhere.</summary>
    private IEnumerable<Diagnostic> There(string name, ImmutableArray<Diagnostic> found) =>
        UnitId.WhyUnusable(name) is null && found.All(problem => problem.Code != DiagnosticCodes.AlreadyThere.Id) && FileStatus.Of(Path.Combine(path, name)).Kind != FileKind.Missing
            ? [UnitDraftRules.AlreadyThere($"{TasksDir}/{name}"), .. found]
            : found;
}
