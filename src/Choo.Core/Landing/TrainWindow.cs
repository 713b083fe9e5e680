namespace Choo.Core.Landing;

/// <summary>
/// How many groups may wait for their proofs at once: one more after each proof that passed, half as many after one that failed, so
/// that a bad day does not waste machines on proofs that are thrown away.
/// </summary>
internal sealed class TrainWindow
{
    private readonly int most;

    public TrainWindow(int most) => this.most = Size = most;

    public int Size { get; private set; }

    public void Passed() => Size = Math.Min(most, Size + 1);

    public void Failed() => Size = Math.Max(1, Size / 2);
}
