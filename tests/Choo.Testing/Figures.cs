using System.Text.Json;

namespace Choo.Testing;

/// <summary>What a test measured or counted, for the page on reliability: a line of JSON in the file that <c>CHOO_TEST_FIGURES</c> names, if it does.</summary>
public static class Figures
{
    private static readonly Lock Gate = new();

    /// <summary>The file, null when figures are not asked for.</summary>
    public static string? File => Environment.GetEnvironmentVariable("CHOO_TEST_FIGURES") is { Length: > 0 } file ? file : null;

    /// <summary>Notes numbers under a name; those of several notes are added up.</summary>
    public static void Note(string name, params (string What, long Number)[] numbers)
    {
        if (File is not { } file)
        {
            return;
        }

        var line = JsonSerializer.Serialize(new { name, numbers = numbers.ToDictionary(each => each.What, each => each.Number) });
        lock (Gate)
        {
            System.IO.File.AppendAllText(file, line + "\n");
        }
    }
}
