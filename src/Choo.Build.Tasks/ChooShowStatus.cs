using Microsoft.Build.Framework;

namespace Choo.Build.Tasks;

/// <summary>Shows how the last run stands, or the specs where there was none.</summary>
public sealed class ChooShowStatus : EngineTask
{
    /// <summary>The units with State, Commit, Attempts, FixTurns, ConflictTurns, DurationSeconds and BlockedBy.</summary>
    [Output]
    public ITaskItem[] Units { get; private set; } = [];

    private protected override void Run() => Units = new Documents(Tell, Conclude).ShowStatus(take => Start(take, ["status", "--json"], TasksOption()));
}
