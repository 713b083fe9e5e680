namespace Choo.Tool.Output;

/// <summary>What is said when a person asks to stop.</summary>
internal static class StopNotice
{
    /// <summary>For the signal's name.</summary>
    public static string For(string signal) =>
        $"{signal}: agents and gates are being ended; what is done is kept. Once more ends them at once; 'dotnet choo resume' goes on later.";
}
