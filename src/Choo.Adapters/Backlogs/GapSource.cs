using System.Collections.Immutable;
using System.Text;
using Choo.Adapters.Git;
using Choo.Core.Backlogs;
using Choo.Core.Configuration;
using Choo.Core.Diagnostics;
using Choo.Core.Ports;
using Choo.Core.Specs;
using Choo.Core.TestEvidence;

namespace Choo.Adapters.Backlogs;

/// <summary>Units from gaps: a record of a backlog a unit.</summary>
/// <param name="root">Absolute path of the repository.</param>
/// <param name="path">The backlog's file or folder, relative to it.</param>
/// <param name="config">What the configuration says of backlogs.</param>
/// <param name="clock">The day on which gaps are closed.</param>
public sealed class GapSource(string root, string path, BacklogConfig config, TimeProvider clock) : IUnitSource
{
    private readonly GapUnitOptions options = new() { CriteriaAsTasks = config.CriteriaAsTasks, Gates = config.Gates };
    private readonly KnownYaml yaml = new();

    /// <summary>The repository's git; null where only the working tree is read.</summary>
    public GitCall? Git { get; init; }

    /// <inheritdoc/>
    public Task<SpecSet> ListAsync(CancellationToken cancellationToken) => Task.FromResult(SetOf(BacklogFiles.Load(root, path, config.IsStrict, cancellationToken)));

    /// <inheritdoc/>
    public async Task<UnitsAtCommit> ReadAsync(string commit, CancellationToken cancellationToken)
    {
        var git = Git ?? throw new InvalidOperationException("no repository was given to read commits from");
        var files = await CommittedFiles.ListAsync(git, commit, cancellationToken).ConfigureAwait(false);
        return UnitsOf(await CommittedBacklog.ReadAsync(files, path, config.IsStrict, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>The units of a backlog that is read already.</summary>
    public UnitsAtCommit UnitsOf(Backlog backlog)
    {
        var set = SetOf(backlog);
        return new UnitsAtCommit(set, []) { Records = RecordsOf(set.Units) };
    }

    /// <inheritdoc/>
    public byte[] MarkComplete(SpecTask task, ReadOnlySpan<byte> file) => file.ToArray();

    /// <inheritdoc/>
    public bool IsTextOf(Unit unit, string path)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return path == unit.Path;
    }

    /// <inheritdoc/>
    public bool SaysTheSame(Unit unit, ChangedFile change)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(change);
        return AskedIn(unit, change.Path, change.Before) is { } before && before == AskedIn(unit, change.Path, change.Now);
    }

    /// <inheritdoc/>
    public string? ClosedIn(Unit unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return unit.Path;
    }

    /// <inheritdoc/>
    public byte[] Close(Unit unit, string commit, ReadOnlySpan<byte> file)
    {
        ArgumentNullException.ThrowIfNull(unit);
        var closing = new GapClosing(unit.Id, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime), commit);
        return GapEditor.Close(file, yaml, closing) ?? throw new PortException(NotClosable(unit));
    }

    /// <summary>The gaps among some whose record cannot be edited, which is to be known before they are worked on.</summary>
    /// <param name="units">The gaps.</param>
    /// <param name="files">The backlog's files.</param>
    public ImmutableArray<Diagnostic> CannotClose(IEnumerable<Unit> units, IReadOnlyList<BacklogFile> files)
    {
        var contents = files.ToDictionary(file => file.Path, file => file.Content, StringComparer.Ordinal);
        var problems = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (var inFile in units.GroupBy(unit => unit.Path, StringComparer.Ordinal))
        {
            Unit[] all = [.. inFile];
            if (!CanClose(all))
            {
                problems.AddRange(all.Where(unit => !CanClose(unit)).Select(NotClosable));
            }

            bool CanClose(params Unit[] some) =>
                GapEditor.Close(contents[inFile.Key].Span, yaml, [.. some.Select(unit => new GapClosing(unit.Id, DateOnly.MinValue, new string('0', 40)))]) is not null;
        }

        return problems.ToImmutable();
    }

    private static Diagnostic NotClosable(Unit unit) => DiagnosticCodes.GapNotClosable.At(
        unit.Path, unit.Tasks[0].BackpressureAt.Line, unit.Tasks[0].BackpressureAt.Column,
        $"choo cannot close {unit.Id} in this file: write its status as 'status: open' on a line of its own, and closed_date and closed_commit, where it has them, as single values");

    private static ImmutableDictionary<string, UnitRecord> RecordsOf(ImmutableArray<Unit> units) =>
        units.ToImmutableDictionary(unit => unit.Id, GapUnits.RecordOf, StringComparer.Ordinal);

    private SpecSet SetOf(Backlog backlog) => new(GapUnits.Of(backlog, options), backlog.Diagnostics);

    /// <summary>What a state of a file asks of a unit; null when it has no such gap.</summary>
    private string? AskedIn(Unit unit, string path, string? text)
    {
        var gaps = text is null ? [] : BacklogReader.Read([new BacklogFile(path, Encoding.UTF8.GetBytes(text))], strict: false, yaml).Gaps;
        return gaps.FirstOrDefault(gap => gap.Id == unit.Id) is { } gap ? GapUnits.AskedOf(gap, options) : null;
    }
}
