namespace Choo.Tool.Output;

/// <summary>Where a run's files are, as shown to a person.</summary>
internal static class RunPaths
{
    /// <summary>A log's path from the repository's root.</summary>
    public static string Shown(string run, string log) => $".choo/runs/{run}/{(log.Contains('/') ? log : $"logs/{log}")}";

    /// <summary>A log's file in a run's folder.</summary>
    public static string LogFile(string runFolder, string log)
    {
        var direct = Path.Combine(runFolder, log);
        return log.Contains('/') || File.Exists(direct) ? direct : Path.Combine(runFolder, "logs", log);
    }
}
