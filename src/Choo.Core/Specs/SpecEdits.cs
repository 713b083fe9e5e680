using System.Text;

namespace Choo.Core.Specs;

/// <summary>Compares two versions of a spec.</summary>
public static class SpecEdits
{
    /// <summary>Whether they differ at most in the value of <c>status:</c>.</summary>
    public static bool SameButStatus(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after) =>
        before.SequenceEqual(after)
        || SpecStatusEditor.Set(before, SpecStatus.Complete).AsSpan().SequenceEqual(SpecStatusEditor.Set(after, SpecStatus.Complete));

    /// <summary>Whether two texts, each of which may be missing, differ only in the status.</summary>
    public static bool SameButStatus(string? before, string? after) =>
        before is null || after is null ? before == after : SameButStatus(Encoding.UTF8.GetBytes(before), Encoding.UTF8.GetBytes(after));
}
