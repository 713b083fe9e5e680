namespace Choo.Core.Forge;

/// <summary>What a forge answered: a value, or why there is none. A closed set.</summary>
/// <typeparam name="T">The value's type.</typeparam>
public abstract record ForgeAnswer<T>
{
    private ForgeAnswer()
    {
    }

    /// <summary>The value.</summary>
    /// <param name="Value">It.</param>
    public sealed record Ok(T Value) : ForgeAnswer<T>;

    /// <summary>No value.</summary>
    /// <param name="Failure">Why.</param>
    public sealed record Failed(ForgeFailure Failure) : ForgeAnswer<T>;

    /// <summary>The failure, null where there is a value.</summary>
    public ForgeFailure? Problem => (this as Failed)?.Failure;

    /// <summary>This answer with its value made another; failures stay.</summary>
    public ForgeAnswer<TOther> Select<TOther>(Func<T, TOther> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return this is Ok ok ? new ForgeAnswer<TOther>.Ok(change(ok.Value)) : new ForgeAnswer<TOther>.Failed(Problem!);
    }
}
