namespace Choo.Views.Lines;

/// <summary>Where a run's files are, as shown to a person.</summary>
internal static class RunPaths
{
    /// <summary>A log's path from the repository's root.</summary>
    public static string Shown(string run, string log) => $".choo/runs/{run}/{(log.Contains('/') ? log : $"logs/{log}")}";
}
