namespace Choo.Core.State;

/// <summary>How many units have finished, by outcome.</summary>
/// <param name="Complete">Landed, or verified on their branches.</param>
/// <param name="Failed">Could not be done.</param>
/// <param name="Blocked">Could not start.</param>
/// <param name="Waiting">Wait for a person.</param>
public sealed record RunCounts(int Complete, int Failed, int Blocked, int Waiting)
{
    /// <summary>These counts with <paramref name="delta"/> more in one state.</summary>
    public RunCounts With(UnitState state, int delta) => state switch
    {
        UnitState.Complete => this with { Complete = Complete + delta },
        UnitState.Failed => this with { Failed = Failed + delta },
        UnitState.Blocked => this with { Blocked = Blocked + delta },
        UnitState.Waiting => this with { Waiting = Waiting + delta },
        _ => this,
    };

    /// <summary>The process's exit code: 1 when a unit failed, 3 when only blocked or waiting ones are left, else 0.</summary>
    public int ExitCode => Failed > 0 ? 1 : Blocked + Waiting > 0 ? 3 : 0;
}
