namespace Choo.Views.Logs;

/// <summary>A log that a run keeps of a unit.</summary>
/// <param name="Task">The task's number, null when it belongs to the whole unit.</param>
/// <param name="Attempt">The attempt it belongs to, 0 when to none.</param>
/// <param name="What">agent claude, gate, setup ...</param>
/// <param name="Log">The log's name as the journal has it.</param>
internal sealed record LogEntry(int? Task, int Attempt, string What, string Log)
{
    /// <summary>Whether an agent wrote it.</summary>
    public bool IsAgent { get; init; }

    /// <summary>What stands above it.</summary>
    public string Title => $"{(Task is { } number and > 0 ? $"#{number} " : "")}{(Attempt > 0 ? $"attempt {Attempt}, " : "")}{What}";
}
