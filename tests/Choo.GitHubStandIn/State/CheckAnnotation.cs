namespace Choo.Testing.GitHub.State;

/// <summary>What a check says about lines.</summary>
/// <param name="Path">The file.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Level">notice, warning or failure.</param>
/// <param name="Message">The text.</param>
public sealed record CheckAnnotation(string Path, int Line, string Level, string Message)
{
    public int? EndLine { get; init; }

    public string? Title { get; init; }
}
