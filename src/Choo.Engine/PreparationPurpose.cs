namespace Choo.Engine;

/// <summary>What a preparation is for; each of its steps names those it is taken for.</summary>
[Flags]
internal enum PreparationPurpose
{
    /// <summary><c>plan</c>: the working tree's specs, with or without a repository.</summary>
    Plan = 1,

    /// <summary><c>doctor</c>: what a run would refuse.</summary>
    Doctor = 2,

    /// <summary><c>run --dry-run</c>: what a run would do or refuse.</summary>
    DryRun = 4,

    /// <summary>A new run.</summary>
    Run = 8,

    /// <summary>A run that is resumed.</summary>
    Resume = 16,

    /// <summary>All that look at the target's commit.</summary>
    Committed = Doctor | DryRun | Run | Resume,

    /// <summary>All.</summary>
    Any = Plan | Committed,
}
