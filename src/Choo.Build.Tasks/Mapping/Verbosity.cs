using Microsoft.Build.Framework;

namespace Choo.Build.Tasks.Mapping;

/// <summary>Which messages are important, by ChooVerbosity.</summary>
internal static class Verbosity
{
    /// <summary>The names it takes, dotnet's own.</summary>
    public static readonly string[] Names = ["quiet", "minimal", "normal", "detailed", "diagnostic"];

    /// <summary>quiet: none is important; minimal: the outcome; normal: units too; detailed: tasks too; diagnostic: all.</summary>
    public static MessageImportance Of(string verbosity, Detail detail)
    {
        var distance = (int)detail - Array.IndexOf(Names, verbosity);
        return distance < 0 ? MessageImportance.High : distance == 0 ? MessageImportance.Normal : MessageImportance.Low;
    }
}
