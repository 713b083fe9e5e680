using System.Security.Cryptography;
using System.Text;
using Choo.Adapters.Processes;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Processes;

/// <summary>More output than memory may hold.</summary>
[Collection(AloneCollection.Name)]
public sealed class FloodTests : IDisposable
{
    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [UnixTheory(Timeout = 60000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_flood_without_line_ends_takes_constant_memory(bool portable)
    {
        const int Size = 200_000_000;
        var before = GC.GetTotalAllocatedBytes();
        var lines = new List<int>();
        var spec = Scripts.Sh($"head -c {Size} /dev/zero") with { LogFile = temp.At("logs", "flood.log"), LogLimit = 1 << 20, LineLimit = 1 << 16 };
        var outcome = await ProcessRun.RunAsync(
            Scripts.PlatformOf(portable),
            spec,
            line =>
            {
                lines.Add(line.Length);
                return LineMeaning.More;
            },
            CancellationToken.None);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, Size / 2);
        Assert.Equal([1 << 16], lines);
        Assert.Equal((Size, 32 << 10, 64 << 10), (outcome.Stdout.Length, outcome.Stdout.Head.Length, outcome.Stdout.Tail.Length));
        Assert.Equal(Digest(Size), outcome.Digest);
        var log = await File.ReadAllBytesAsync(spec.LogFile);
        Assert.EndsWith("\n[choo: the rest is cut, the log's limit is 1048576 bytes]\n", Encoding.UTF8.GetString(log[(1 << 20)..]), StringComparison.Ordinal);
    }

    private static string Digest(int zeros)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var block = new byte[1_000_000];
        for (var i = 0; i < zeros / block.Length; i++)
        {
            hash.AppendData(block);
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }
}
