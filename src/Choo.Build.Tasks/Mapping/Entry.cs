namespace Choo.Build.Tasks.Mapping;

/// <summary>Something to log: a message or a problem.</summary>
internal abstract record Entry;

/// <summary>A message.</summary>
/// <param name="Text">What is said.</param>
/// <param name="Detail">How closely it looks.</param>
internal sealed record Said(string Text, Detail Detail) : Entry;

/// <summary>How closely a message looks: from the whole run down to a single step.</summary>
internal enum Detail
{
    /// <summary>The outcome of what was asked.</summary>
    Outcome,

    /// <summary>A unit begins or ends, or one of its gates starts.</summary>
    Unit,

    /// <summary>A task begins, is tried again, or is done.</summary>
    Task,

    /// <summary>Agents, gates, commits, worktrees, the plan.</summary>
    Step,
}

/// <summary>What a problem is about, for what a build is to fail on.</summary>
internal enum Concern
{
    /// <summary>The repository, its specs, its configuration, or the run as a whole.</summary>
    Run,

    /// <summary>A unit that failed.</summary>
    Failed,

    /// <summary>A unit that is blocked or waits for a person.</summary>
    Blocked,
}
