using Choo.Core.Ports;
using Choo.Core.Specs;
using Choo.Core.TestEvidence;

namespace Choo.Core.Tests.Flow.Memory;

/// <summary>Marks tasks as specs do. A flow asks for nothing else: its units are given to it.</summary>
internal sealed class MemorySource : IUnitSource
{
    public Task<SpecSet> ListAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<UnitsAtCommit> ReadAsync(string commit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public byte[] MarkComplete(SpecTask task, ReadOnlySpan<byte> file) => SpecStatusEditor.Set(file, SpecStatus.Complete);

    public bool IsTextOf(Unit unit, string path) => SpecComparison.IsSpecOf(unit.Path, path);

    public bool SaysTheSame(Unit unit, ChangedFile change) => SpecEdits.SameButStatus(change.Before, change.Now);

    public string? ClosedIn(Unit unit) => null;

    public byte[] Close(Unit unit, string commit, ReadOnlySpan<byte> file) => throw new NotSupportedException();
}
