namespace Choo.Build.Tasks.Engine;

/// <summary>How the engine is started.</summary>
/// <param name="Host">The dotnet host: a path, or a name to look up in the PATH.</param>
/// <param name="Assembly">The engine's assembly.</param>
/// <param name="Folder">Its working folder.</param>
/// <param name="Arguments">The command and its options.</param>
internal sealed record EngineCommand(string Host, string Assembly, string Folder, IReadOnlyList<string> Arguments);

/// <summary>A line that the engine printed.</summary>
/// <param name="Text">Without its line end.</param>
/// <param name="IsError">Whether it came on standard error.</param>
internal readonly record struct EngineLine(string Text, bool IsError);
