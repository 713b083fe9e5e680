namespace Choo.Build.Tasks.Engine;

/// <summary>How the engine is started.</summary>
/// <param name="Program">What is started: the engine itself where it is native, the dotnet host otherwise; a path, or a name to look up in the PATH.</param>
/// <param name="Assembly">The engine's assembly for the host; null where the program is the engine.</param>
/// <param name="Folder">Its working folder.</param>
/// <param name="Arguments">The command and its options.</param>
internal sealed record EngineCommand(string Program, string? Assembly, string Folder, IReadOnlyList<string> Arguments)
{
    /// <summary>All arguments after the program.</summary>
    public IEnumerable<string> Line => Assembly is null ? Arguments : Arguments.Prepend(Assembly).Prepend("exec");

    /// <summary>How it is written in a shell.</summary>
    public string Text => string.Join(' ', Line.Prepend(Program).Select(Quoted));

    /// <summary>A word as it is written in a shell.</summary>
    public static string Quoted(string word) => word.Contains(' ', StringComparison.Ordinal) ? $"\"{word}\"" : word;
}

/// <summary>A line that the engine printed.</summary>
/// <param name="Text">Without its line end.</param>
/// <param name="IsError">Whether it came on standard error.</param>
internal readonly record struct EngineLine(string Text, bool IsError);
