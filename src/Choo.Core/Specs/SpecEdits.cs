namespace Choo.Core.Specs;

/// <summary>Compares two versions of a spec.</summary>
public static class SpecEdits
{
    /// <summary>Whether they differ at most in the value of <c>status:</c>.</summary>
    public static bool SameButStatus(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after) =>
        before.SequenceEqual(after)
        || SpecStatusEditor.Set(before, SpecStatus.Complete).AsSpan().SequenceEqual(SpecStatusEditor.Set(after, SpecStatus.Complete));
}
