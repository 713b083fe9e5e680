using Choo.Adapters.Backlogs;
using Choo.Core.Backlogs;
using Choo.Core.Configuration;

namespace Choo.Engine;

/// <summary>A backlog and what the configuration says of it.</summary>
/// <param name="Backlog">The gaps; every problem of the backlog and of the configuration.</param>
/// <param name="Config">The configuration.</param>
public sealed record BacklogReport(Backlog Backlog, ChooConfig Config);

/// <content>The backlog of the working tree.</content>
public static partial class ChooHost
{
    /// <summary>Reads the backlog.</summary>
    /// <param name="request">Where from.</param>
    /// <param name="path">The file or folder that a person named, relative to the working folder; null for the configured one.</param>
    /// <param name="strict">Whether a person wants every problem to be an error.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static BacklogReport Backlog(RunRequest request, string? path, bool strict, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var root = RootOf(request);
        var (config, problems) = HostConfig.Read(root, request, cancellationToken);
        var chosen = path is null ? config.Backlog.Path : Path.GetRelativePath(root, Path.GetFullPath(path, request.WorkingFolder));
        var backlog = BacklogFiles.Load(root, chosen, strict || config.Backlog.IsStrict, cancellationToken);
        return new BacklogReport(backlog with { Diagnostics = [.. problems, .. backlog.Diagnostics] }, config);
    }
}
