using System.Collections.Immutable;

namespace Choo.Core.Landing;

/// <summary>What a merge in git objects came to. A closed set.</summary>
public abstract record MergeOutcome
{
    private MergeOutcome()
    {
    }

    /// <summary>A merge commit was made.</summary>
    /// <param name="Commit">It.</param>
    /// <param name="Tree">Its tree.</param>
    public sealed record Merged(string Commit, string Tree) : MergeOutcome;

    /// <summary>Both sides changed the same lines.</summary>
    /// <param name="Files">Where.</param>
    /// <param name="Tree">What git could merge, with conflict markers in those files.</param>
    public sealed record Conflicted(ImmutableArray<string> Files, string Tree) : MergeOutcome
    {
        /// <summary>What each side has at those paths, as it stands in an index during a merge.</summary>
        public ImmutableArray<MergeStage> Stages { get; init; } = [];
    }
}

/// <summary>An entry of an index for a path in conflict.</summary>
/// <param name="Mode">Six octal digits.</param>
/// <param name="Blob">The content's object id.</param>
/// <param name="Number">1: the common ancestor, 2: ours, 3: theirs.</param>
/// <param name="Path">The path.</param>
public sealed record MergeStage(string Mode, string Blob, int Number, string Path);

/// <summary>What came of moving the target. A closed set.</summary>
public abstract record AdvanceOutcome
{
    private AdvanceOutcome()
    {
    }

    /// <summary>The target is at the commit.</summary>
    public sealed record Advanced : AdvanceOutcome;

    /// <summary>Somebody moved the target first.</summary>
    public sealed record Moved : AdvanceOutcome;

    /// <summary>The person's checkout stands in the way; nothing was touched.</summary>
    /// <param name="Checkout">Its folder.</param>
    /// <param name="Reason">git's own words.</param>
    public sealed record Refused(string Checkout, string Reason) : AdvanceOutcome;
}
