using System.Collections.Immutable;

namespace Choo.Tool.Commands;

/// <summary>How this very program is started, however it was started itself.</summary>
internal static class SelfCommand
{
    /// <summary>A program, or dotnet and the program's assembly.</summary>
    public static ImmutableArray<string> Words => Environment.ProcessPath switch
    {
        null => ["dotnet-choo"],
        var dotnet when Path.GetFileNameWithoutExtension(dotnet) == "dotnet" => [dotnet, Path.Combine(AppContext.BaseDirectory, "dotnet-choo.dll")],
        var program => [program],
    };
}
