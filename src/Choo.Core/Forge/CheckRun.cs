using System.Collections.Immutable;

namespace Choo.Core.Forge;

/// <summary>How far a check is.</summary>
public enum CheckState
{
    /// <summary>Not started, or a state that this choo does not know.</summary>
    Waiting,

    /// <summary>Runs.</summary>
    Running,

    /// <summary>Passed.</summary>
    Passed,

    /// <summary>Says neither yes nor no; counts as passed.</summary>
    Neutral,

    /// <summary>Was not needed; counts as passed.</summary>
    Skipped,

    /// <summary>Failed.</summary>
    Failed,

    /// <summary>Was cancelled, or a newer one took its place.</summary>
    Cancelled,

    /// <summary>Took too long.</summary>
    TimedOut,

    /// <summary>Waits for a person.</summary>
    ActionRequired,
}

/// <summary>A check of a commit.</summary>
/// <param name="Id">Its number; for a job of GitHub Actions the job's too.</param>
/// <param name="Name">What branch rules name it by.</param>
/// <param name="App">The app that runs it; <c>github-actions</c> for jobs.</param>
/// <param name="AppId">That app's number; null when it is not known.</param>
/// <param name="State">How far it is.</param>
/// <param name="Url">Its page; null when it has none.</param>
/// <param name="StartedAt">When it began; null when it has not.</param>
public sealed record CheckRun(long Id, string Name, string App, long? AppId, CheckState State, string? Url, DateTimeOffset? StartedAt);

/// <summary>A commit status: the older form of checks.</summary>
/// <param name="Context">What branch rules name it by.</param>
/// <param name="State">How far it is.</param>
/// <param name="Description">Its text, empty when there is none.</param>
/// <param name="Url">Its page; null when it has none.</param>
public sealed record CommitStatus(string Context, CheckState State, string Description, string? Url);

/// <summary>All checks of a commit.</summary>
/// <param name="Runs">Checks; of those with the same name by the same app the newest.</param>
/// <param name="Statuses">Statuses, the newest of each context.</param>
public sealed record CommitChecks(ImmutableArray<CheckRun> Runs, ImmutableArray<CommitStatus> Statuses);

/// <summary>What a check says of lines.</summary>
/// <param name="Path">The file, relative to the repository.</param>
/// <param name="StartLine">The first line, from 1.</param>
/// <param name="EndLine">The last line.</param>
/// <param name="Level">How bad it is: notice, warning or failure.</param>
/// <param name="Title">Its title, empty when there is none.</param>
/// <param name="Message">Its text.</param>
public sealed record CheckAnnotation(string Path, int StartLine, int EndLine, string Level, string Title, string Message);
