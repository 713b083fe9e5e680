namespace Choo.Adapters.Tests.Files;

/// <summary>Makes what .NET cannot.</summary>
internal static class MadeFile
{
    public static void Pipe(string path) => Shell.Run($"mkfifo '{path}'", "/");
}
