using System.Globalization;

namespace Choo.Engine;

/// <summary>The demo's agent: copies the files recorded for a unit's task and attempt into its working folder. Real work, recorded once.</summary>
public static class ReplayAgent
{
    /// <summary>The hidden command's name.</summary>
    public const string Command = "replay-agent";

    /// <summary>Plays one turn: <c>replay-agent RECORDING UNIT TASK</c>; the attempt comes in CHOO_ATTEMPT, the prompt on standard input.</summary>
    public static int Run(IReadOnlyList<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        if (arguments.Count != 3)
        {
            Console.Error.WriteLine($"usage: {Command} RECORDING UNIT TASK");
            return 2;
        }

        Console.In.ReadToEnd();
        var folder = Path.Combine(arguments[0], arguments[1], arguments[2]);
        var asked = int.TryParse(Environment.GetEnvironmentVariable("CHOO_ATTEMPT"), CultureInfo.InvariantCulture, out var number) ? number : 1;
        var attempt = Recorded(folder).Where(each => each <= asked).DefaultIfEmpty().Max();
        if (attempt == 0)
        {
            Console.Error.WriteLine($"nothing is recorded for task {arguments[2]} of {arguments[1]}");
            return 1;
        }

        var source = Path.Combine(folder, $"{attempt}");
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var target = Path.GetRelativePath(source, file);
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(target))!);
            File.Copy(file, target, overwrite: true);
            Console.WriteLine($"wrote {target}");
        }

        return 0;
    }

    private static IEnumerable<int> Recorded(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateDirectories(folder).Select(each => int.TryParse(Path.GetFileName(each), CultureInfo.InvariantCulture, out var n) ? n : 0)
        : [];
}
