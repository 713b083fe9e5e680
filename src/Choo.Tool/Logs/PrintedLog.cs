using Choo.Views.Logs;

namespace Choo.Tool.Logs;

/// <summary>A log that is printed as it grows.</summary>
/// <param name="Entry">Which.</param>
/// <param name="File">Its file.</param>
/// <param name="Text">Makes it text for a person; null where it is printed as it is.</param>
internal sealed record PrintedLog(LogEntry Entry, GrowingFile File, RenderedLog? Text)
{
    /// <summary>Whether it was said how it ended.</summary>
    public bool IsEnded { get; set; }
}
