namespace Choo.Core.Landing;

/// <summary>
/// Where units are proposed and accepted elsewhere: each is merged onto the target alone, since nobody's merge may be built on before it is
/// accepted; or onto the commit of another proposal, where it stands on that. Several are proved side by side; one at a time is handed on.
/// </summary>
/// <param name="limits">What bounds it.</param>
/// <param name="target">The target's commit.</param>
public sealed class ProposalQueue(TrainLimits limits, string target) : ILandingQueue
{
    private readonly Queue<TrainCommand> due = new();
    private readonly List<Proposal> all = [];
    private Proposal? landing;

    private enum Stage
    {
        /// <summary>Waits to be merged onto the target.</summary>
        Joined,

        /// <summary>Is being merged.</summary>
        Merging,

        /// <summary>Waits for its proof.</summary>
        Merged,

        /// <summary>Is being proved.</summary>
        Proving,

        /// <summary>Passed.</summary>
        Proved,
    }

    /// <inheritdoc/>
    public string Target { get; private set; } = target;

    /// <inheritdoc/>
    public bool IsLanding => landing is not null;

    /// <inheritdoc/>
    public TimeSpan Linger => TimeSpan.Zero;

    /// <inheritdoc/>
    public bool IsWaitingForMore => false;

    /// <inheritdoc/>
    public bool IsLingering => false;

    /// <inheritdoc/>
    public void Join(string unit, string tip) => all.Add(new Proposal(unit, tip, null));

    /// <inheritdoc/>
    public void Join(string unit, string tip, string onto) => all.Add(new Proposal(unit, tip, onto));

    /// <inheritdoc/>
    public TrainCommand? TakeNext(bool lingers = false)
    {
        if (due.TryDequeue(out var next))
        {
            return next;
        }

        if (all.Find(each => each.Stage == Stage.Joined) is { } joined)
        {
            (joined.Stage, joined.Onto, joined.IsStale) = (Stage.Merging, joined.Below ?? Target, false);
            return new TrainCommand.Merge(joined.Unit, joined.Tip, joined.Onto);
        }

        if (landing is null && all.Find(each => each.Stage == Stage.Proved) is { } proved)
        {
            landing = proved;
            return new TrainCommand.Land([proved.Car], proved.Onto, proved.Commit);
        }

        if (all.Count(each => each.Stage == Stage.Proving) < limits.Proofs && all.Find(each => each.Stage == Stage.Merged) is { } merged)
        {
            merged.Stage = Stage.Proving;
            return new TrainCommand.Prove(merged.Commit, merged.Onto, [merged.Car]);
        }

        return null;
    }

    /// <inheritdoc/>
    public void Merged(string unit, string commit)
    {
        if (Find(unit) is { Stage: Stage.Merging } proposal)
        {
            (proposal.Stage, proposal.Commit) = (proposal.IsStale ? Stage.Joined : Stage.Merged, commit);
        }
    }

    /// <inheritdoc/>
    public void Conflicted(string unit)
    {
        if (Find(unit) is not { Stage: Stage.Merging } proposal)
        {
            return;
        }

        if (proposal.IsStale)
        {
            proposal.Stage = Stage.Joined;
        }
        else
        {
            all.Remove(proposal);
            due.Enqueue(new TrainCommand.Resolve(unit, proposal.Onto));
        }
    }

    /// <inheritdoc/>
    public void Passed(string commit)
    {
        if (Proving(commit) is { } proposal)
        {
            proposal.Stage = Stage.Proved;
        }
    }

    /// <inheritdoc/>
    public void Failed(string commit)
    {
        if (Proving(commit) is { } proposal)
        {
            all.Remove(proposal);
            due.Enqueue(new TrainCommand.Fix(proposal.Unit, commit, proposal.Onto));
        }
    }

    /// <inheritdoc/>
    public void Landed(string commit)
    {
        all.RemoveAll(each => each == landing);
        landing = null;
        TargetMoved(commit);
    }

    /// <inheritdoc/>
    public void Refused() => NotLanded();

    /// <inheritdoc/>
    public void NotLanded()
    {
        all.RemoveAll(each => each == landing);
        landing = null;
    }

    /// <inheritdoc/>
    public void TargetMoved(string commit)
    {
        (Target, landing) = (commit, landing?.Below is null ? null : landing);
        foreach (var proposal in all.Where(each => each.Below is null).ToArray())
        {
            if (proposal.Stage == Stage.Proving)
            {
                due.Enqueue(new TrainCommand.Cancel(proposal.Commit));
            }

            if (proposal.Stage == Stage.Merging)
            {
                proposal.IsStale = true;
                continue;
            }

            proposal.Rounds += proposal.Stage == Stage.Proved ? 1 : 0;
            proposal.Stage = Stage.Joined;
            if (proposal.Rounds > limits.Rounds)
            {
                all.Remove(proposal);
                due.Enqueue(new TrainCommand.GiveUp(proposal.Unit));
            }
        }
    }

    /// <inheritdoc/>
    public void Leave(string unit)
    {
        if (Find(unit) is not { } proposal)
        {
            return;
        }

        all.Remove(proposal);
        landing = landing == proposal ? null : landing;
        if (proposal.Stage == Stage.Proving)
        {
            due.Enqueue(new TrainCommand.Cancel(proposal.Commit));
        }
    }

    private Proposal? Find(string unit) => all.Find(each => each.Unit == unit);

    private Proposal? Proving(string commit) => all.Find(each => each.Stage == Stage.Proving && each.Commit == commit);

    private sealed class Proposal(string unit, string tip, string? below)
    {
        public string Unit => unit;

        public string Tip => tip;

        /// <summary>The commit that it stands on in the target's place; null for the target.</summary>
        public string? Below => below;

        public Stage Stage { get; set; }

        public string Onto { get; set; } = "";

        public string Commit { get; set; } = "";

        /// <summary>Whether the target moved while it was being merged.</summary>
        public bool IsStale { get; set; }

        /// <summary>How often it was merged anew after it had been proved.</summary>
        public int Rounds { get; set; }

        public TrainCar Car => new(unit, tip, Commit);
    }
}
