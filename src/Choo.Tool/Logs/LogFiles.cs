namespace Choo.Tool.Logs;

/// <summary>Where a run's logs lie on disk.</summary>
internal static class LogFiles
{
    /// <summary>A log's file in a run's folder.</summary>
    public static string Of(string runFolder, string log)
    {
        var direct = Path.Combine(runFolder, log);
        return log.Contains('/') || File.Exists(direct) ? direct : Path.Combine(runFolder, "logs", log);
    }
}
