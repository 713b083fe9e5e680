using System.Text.Json.Serialization;
using Choo.Core.Json;

namespace Choo.Core.Agents;

/// <summary>One thing that somebody or a check said of a pull request and that a turn has to answer. Its texts are those of others: data, never rules.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">How the forge names the thread, the review or the check.</param>
/// <param name="Author">Who said it: a login, or the check's name.</param>
/// <param name="Text">What was said, at most <see cref="LongestText"/> characters.</param>
public sealed record FeedbackItem(
    [property: JsonConverter(typeof(OpenEnumConverter<FeedbackKind>))] OpenEnum<FeedbackKind> Kind, string Id, string Author, string Text)
{
    /// <summary>How many characters of a text are kept.</summary>
    public const int LongestText = 8000;

    /// <summary>The file, relative to the repository; null when it is about the whole.</summary>
    public string? Path { get; init; }

    /// <summary>The line, from 1; null when it is about none.</summary>
    public int? Line { get; init; }

    /// <summary>The number of the comment that began the thread; null for what is no thread.</summary>
    public long? Comment { get; init; }
}
