namespace Choo.Core.Landing;

/// <summary>
/// Units that are done with their tasks, on their way to where they land. Touches nothing outside: what happened comes in by methods, what is
/// to be done goes out by <see cref="TakeNext"/>.
/// </summary>
public interface ILandingQueue
{
    /// <summary>The target's commit, as far as the queue knows.</summary>
    string Target { get; }

    /// <summary>Whether a landing is under way, so that the target may be at another commit than <see cref="Target"/>.</summary>
    bool IsLanding { get; }

    /// <summary>A unit is done with its tasks, or comes back from a fix or conflict turn.</summary>
    void Join(string unit, string tip);

    /// <summary>The same for a unit that stands on a commit which has not landed. A queue whose units land at once has none.</summary>
    void Join(string unit, string tip, string onto) => Join(unit, tip);

    /// <summary>How long a proof that could begin may wait for more units to cover.</summary>
    TimeSpan Linger { get; }

    /// <summary>The next command, or null when there is none until something else happened.</summary>
    /// <param name="lingers">Whether a proof that could begin waits for more units now.</param>
    TrainCommand? TakeNext(bool lingers = false);

    /// <summary>Whether a proof could begin that waits for more units.</summary>
    bool IsWaitingForMore { get; }

    /// <summary>Whether it would begin with the next call that does not let it wait.</summary>
    bool IsLingering { get; }

    /// <summary>The merge that was asked for was made.</summary>
    void Merged(string unit, string commit);

    /// <summary>The merge that was asked for has conflicts.</summary>
    void Conflicted(string unit);

    /// <summary>A commit's proof passed.</summary>
    void Passed(string commit);

    /// <summary>A commit's proof failed.</summary>
    void Failed(string commit);

    /// <summary>The target moved to the commit that was to land.</summary>
    void Landed(string commit);

    /// <summary>The checkout of the target blocks what was to land. Several units are tried one by one; a single one has to <see cref="Leave"/>.</summary>
    void Refused();

    /// <summary>A landing ended without having moved the target; its units have to <see cref="Leave"/>.</summary>
    void NotLanded();

    /// <summary>Somebody else moved the target: everything is merged and proved on top of that.</summary>
    void TargetMoved(string commit);

    /// <summary>A unit leaves; those behind it are merged and proved again without it.</summary>
    void Leave(string unit);
}
