namespace Choo.Views.Lines;

/// <summary>What is said when a person asks to stop.</summary>
internal static class StopNotice
{
    /// <summary>For the signal's name.</summary>
    public static string For(string signal) =>
        $"{signal}: stopping agents and gates; finished work is kept. A second signal kills them at once; 'dotnet choo resume' continues later.";
}
