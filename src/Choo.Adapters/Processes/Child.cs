namespace Choo.Adapters.Processes;

/// <summary>What a platform needs to start a child.</summary>
internal sealed record ChildStart
{
    public required ProcessSpec Spec { get; init; }

    /// <summary>The value of <see cref="ChildEnvironment.ProcessVariable"/>; null when leftovers are not looked for.</summary>
    public string? Marker { get; init; }

    /// <summary>Standard input stays open until <see cref="Child.CloseInput"/>.</summary>
    public bool HoldInput { get; init; }
}

/// <summary>A started child with its whole tree.</summary>
internal abstract class Child
{
    public abstract int Pid { get; }

    /// <summary>The child itself has ended, though its output may not yet.</summary>
    public abstract bool HasExited { get; }

    /// <summary>Its exit code, once it has ended and its output was taken.</summary>
    public abstract Task<int> Completion { get; }

    /// <summary>The polite signal to every process of the tree.</summary>
    public abstract void SignalTree(TerminationSignal signal);

    /// <summary>Ends every process of the tree by force and waits (seconds at most) until they are gone.</summary>
    public abstract Task KillTreeAsync();

    /// <summary>After its end: ends what is left of its tree, and says how many there were.</summary>
    public abstract ValueTask<int> EndLeftoversAsync();

    /// <summary>Writes a few bytes (less than a pipe holds) to an input that was held open; lost when the child has ended.</summary>
    public abstract void GiveInput(ReadOnlySpan<byte> data);

    /// <summary>Writes a last few bytes to an input that was held open, and closes it.</summary>
    public abstract void CloseInput(ReadOnlySpan<byte> last);
}

/// <summary>A child, or why there is none.</summary>
internal readonly record struct StartResult(Child? Child, string? Problem);
