using System.Text.Json;

namespace Choo.Packages.Tests.Surroundings;

/// <summary>A run's journal as an outsider reads it.</summary>
/// <param name="Run">The run's id.</param>
/// <param name="Folder">The run's folder.</param>
/// <param name="Events">Its events in order.</param>
internal sealed record Journal(string Run, string Folder, IReadOnlyList<Happened> Events)
{
    public static Journal Newest(string root)
    {
        var folder = Directory.EnumerateDirectories(Path.Combine(root, ".choo", "runs")).Max(StringComparer.Ordinal)!;

        // A killed writer may have left half a line.
        var lines = File.ReadAllText(Path.Combine(folder, "events.jsonl")).Split('\n')[..^1];
        return new Journal(Path.GetFileName(folder), folder, [.. lines.Select(Happened.Parse)]);
    }

    /// <summary>Unit and task of the events of a type.</summary>
    public IEnumerable<(string Unit, int Task)> Tasks(string type) => Events.Where(e => e.Type == type && e.Task > 0).Select(e => (e.Unit, e.Task));

    /// <summary>The text of the only log whose name fits.</summary>
    public string Log(string pattern) => File.ReadAllText(Directory.EnumerateFiles(Path.Combine(Folder, "logs"), pattern).Single());
}

/// <summary>An event.</summary>
/// <param name="Seq">Its number.</param>
/// <param name="Type">Its type.</param>
/// <param name="Unit">Its unit; empty for the whole run.</param>
/// <param name="Task">Its task; 0 for the whole unit.</param>
/// <param name="Data">The rest.</param>
internal sealed record Happened(long Seq, string Type, string Unit, int Task, JsonElement Data)
{
    public static Happened Parse(string line)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        return new Happened(
            root.GetProperty("seq").GetInt64(),
            root.GetProperty("type").GetString()!,
            root.TryGetProperty("unit", out var unit) ? unit.GetString()! : "",
            root.TryGetProperty("task", out var task) ? task.GetInt32() : 0,
            root.GetProperty("data").Clone());
    }

    /// <summary>Whether it is the named moment: <c>type</c>, <c>type unit</c> or <c>type unit task</c>.</summary>
    public bool Is(string moment) => moment.Split(' ') switch
    {
        [var type] => Type == type,
        [var type, var unit] => Type == type && Unit == unit,
        [var type, var unit, var task] => Type == type && Unit == unit && Task == int.Parse(task),
        _ => throw new ArgumentException(moment, nameof(moment)),
    };
}
