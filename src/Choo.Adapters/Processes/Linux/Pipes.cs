namespace Choo.Adapters.Processes.Linux;

/// <summary>choo's ends of a child's three streams; -1 where there is none.</summary>
internal readonly record struct ParentEnds(int In, int Out, int Err);

/// <summary>The pipes of one start, both ends, all closed on exec. Standard input is <c>/dev/null</c> when there is nothing to give.</summary>
internal unsafe struct Pipes
{
    private int parentIn;
    private int parentOut;
    private int parentErr;

    public int ChildIn;
    public int ChildOut;
    public int ChildErr;

    public readonly ParentEnds Parent => new(parentIn, parentOut, parentErr);

    public bool Open(bool needsInput, bool needsError)
    {
        parentIn = parentOut = parentErr = ChildIn = ChildOut = ChildErr = -1;
        return (!needsInput || Pair(out ChildIn, out parentIn))
            && Pair(out parentOut, out ChildOut)
            && (!needsError || Pair(out parentErr, out ChildErr));
    }

    public void CloseChildEnds()
    {
        Native.CloseIfOpen(ref ChildIn);
        Native.CloseIfOpen(ref ChildOut);
        Native.CloseIfOpen(ref ChildErr);
    }

    public void Close()
    {
        CloseChildEnds();
        Native.CloseIfOpen(ref parentIn);
        Native.CloseIfOpen(ref parentOut);
        Native.CloseIfOpen(ref parentErr);
    }

    private static bool Pair(out int read, out int write)
    {
        var ends = stackalloc int[2];
        var made = Native.Pipe(ends, Native.CloseOnExec) == 0;
        (read, write) = made ? (ends[0], ends[1]) : (-1, -1);
        return made;
    }
}
