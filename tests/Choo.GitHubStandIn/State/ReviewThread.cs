namespace Choo.Testing.GitHub.State;

/// <summary>A conversation about a line of the difference.</summary>
public sealed class ReviewThread
{
    internal ReviewThread(long id, PullRequest pull, LineComment about, string commit)
    {
        (Id, Pull, Path, OriginalLine, StartLine, Side, OriginalCommit, Commit, Line) = (id, pull, about.Path, about.Line, about.StartLine, about.Side, commit, commit, about.Line);
    }

    public long Id { get; }

    public PullRequest Pull { get; }

    public string Path { get; }

    /// <summary>The line when it began, from 1.</summary>
    public int OriginalLine { get; }

    /// <summary>The first line of several; null for one.</summary>
    public int? StartLine { get; }

    /// <summary>RIGHT for the new file, LEFT for the old one.</summary>
    public string Side { get; }

    /// <summary>The head when it began.</summary>
    public string OriginalCommit { get; }

    /// <summary>The head that <see cref="Line"/> is about.</summary>
    public string Commit { get; internal set; }

    /// <summary>Where the line is in that head; null when it was changed since.</summary>
    public int? Line { get; internal set; }

    public bool IsOutdated => Line is null;

    public bool IsResolved => ResolvedBy is not null;

    public Account? ResolvedBy { get; internal set; }

    public IList<ReviewComment> Comments { get; } = [];
}
