using System.Text.Json;

namespace Choo.Testing;

/// <summary>
/// The fake agent with a whole catalogue of behaviours (tests/Choo.FakeAgent). It is told what to do by lines <c>fake: ...</c> in a task's spec
/// or by the variable FAKE, keeps its state in the folder FAKE_STATE, and speaks the dialect that its arguments ask for.
/// </summary>
public static class FakeAgentProgram
{
    /// <summary>Absolute path of the program.</summary>
    public static string Path { get; } = System.IO.Path.Combine(
        AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "Choo.FakeAgent.exe" : "Choo.FakeAgent");

    /// <summary>The starts that were recorded in a state folder, in order.</summary>
    public static IReadOnlyList<FakeStart> Starts(string state) => Read(state, "starts.jsonl");

    /// <summary>The ends that were recorded; a start without an end was ended from outside.</summary>
    public static IReadOnlyList<FakeStart> Ends(string state) => Read(state, "ends.jsonl");

    /// <summary>The processes that <c>grandchild</c> left behind.</summary>
    public static IReadOnlyList<int> LeftBehind(string state)
    {
        var file = System.IO.Path.Combine(state, "pids.txt");
        return File.Exists(file) ? [.. File.ReadAllLines(file).Select(int.Parse)] : [];
    }

    private static List<FakeStart> Read(string state, string name)
    {
        var file = System.IO.Path.Combine(state, name);
        return File.Exists(file) ? [.. File.ReadLines(file).Select(Parse)] : [];
    }

    private static FakeStart Parse(string line)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        return new FakeStart(
            root.GetProperty("unit").GetString()!,
            root.GetProperty("task").GetString()!,
            root.GetProperty("kind").GetString()!,
            root.GetProperty("attempt").GetInt32(),
            root.GetProperty("pid").GetInt32(),
            root.GetProperty("time").GetDateTimeOffset())
        {
            Folder = root.GetProperty("folder").GetString()!,
            PromptFile = root.TryGetProperty("prompt", out var prompt) ? prompt.GetString() : null,
            Exit = root.TryGetProperty("exit", out var exit) ? exit.GetInt32() : null,
        };
    }
}

/// <summary>A recorded start (or end) of the fake agent.</summary>
/// <param name="Unit">The unit's id.</param>
/// <param name="Task">The task's number; empty for a turn of the whole unit.</param>
/// <param name="Kind">task, conflict or baseline.</param>
/// <param name="Attempt">From 1, counted by starts of the same unit and task.</param>
/// <param name="Pid">Its process.</param>
/// <param name="Time">When.</param>
public sealed record FakeStart(string Unit, string Task, string Kind, int Attempt, int Pid, DateTimeOffset Time)
{
    /// <summary>The folder it worked in.</summary>
    public string Folder { get; init; } = "";

    /// <summary>The file with the prompt it was given (starts only).</summary>
    public string? PromptFile { get; init; }

    /// <summary>Its exit code (ends only).</summary>
    public int? Exit { get; init; }
}
