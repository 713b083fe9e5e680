using Choo.Core.Agents;
using Choo.Core.Configuration;
using Choo.Core.Events;
using Choo.Core.Forge;
using Choo.Core.Gates;
using Choo.Core.Routes;
using Choo.Core.Tests.Flow.Memory;

namespace Choo.Core.Tests.Routes;

/// <summary>A run whose units land through pull requests, with a forge and a remote in memory.</summary>
internal sealed class ProposedRun
{
    public ProposedRun(PullRequestConfig? config = null, ReviewConfig? review = null, params Gate[] baseline)
        : this(config, review, new CodeReviewConfig(), baseline)
    {
    }

    public ProposedRun(CodeReviewConfig codeReview)
        : this(null, null, codeReview, [])
    {
    }

    private ProposedRun(PullRequestConfig? config, ReviewConfig? review, CodeReviewConfig codeReview, Gate[] baseline)
    {
        Run = new MemoryRun(Turn)
        {
            Config = new ChooConfig { PullRequest = config ?? new PullRequestConfig(), Review = review ?? new ReviewConfig(), CodeReview = codeReview, TaskAttempts = 2 },
            Baseline = [.. baseline],
            Route = (context, history) => new PullRequestRoute(new PullRequestContext { Run = context, Forge = Forge!, Remote = Remote!, Texts = new MemoryTexts(Run!.Git), Source = new MemorySource(), Landing = Run!.Landing, History = history, Clock = Clock }),
        };
        Remote = new MemoryRemote(Run.Git);
        Forge = new MemoryForge(Run.Git, Remote) { People = pull => pull.React(ReactionKind.ThumbsUp), IsPublic = false };
        Run.Begun = first => Remote["main"] = first;
    }

    public MemoryRun Run { get; }

    public MemoryRemote Remote { get; }

    public MemoryForge Forge { get; }

    public JumpingClock Clock { get; } = new();

    /// <summary>What a turn that answers feedback does.</summary>
    public Action<AgentRequest, MemoryTree> Answer { get; set; } = (request, tree) => tree.Write($"{request.Unit}.txt", $"{tree.Folder[$"{request.Unit}.txt"]}+");

    /// <summary>What the turn of a task does beside its own file.</summary>
    public Action<AgentRequest, MemoryTree> Work { get; set; } = (_, _) => { };

    /// <summary>A commit of somebody else on the remote's main.</summary>
    public string Push(string path, string text)
    {
        var tip = Remote["main"]!;
        return Remote["main"] = Run.Git.Commit(Run.Git.WriteTree(Run.Git.FilesOf(tip).SetItem(path, text)), [tip], $"a person's {path}");
    }

    /// <summary>The types of a unit's pull request's events, in order.</summary>
    public string Story(string unit) => string.Join(' ', Run.Events.Where(e => e.Unit == unit && e.Type.StartsWith("unit.pr.", StringComparison.Ordinal)).Select(e => e.Data switch
    {
        PullRequestReviewed reviewed => $"{reviewed.Status}",
        PullRequestFeedback feedback => $"feedback{feedback.Round}",
        var data => data.Type["unit.pr.".Length..],
    }));

    /// <summary>The code with which a unit waits.</summary>
    public string WaitsWith(string unit) => Run.All<UnitWaiting>(unit).Last().Diagnostic.Code;

    public int Turns(TurnPurpose purpose) => Run.All<AgentInvoked>().Count(each => each.Purpose == purpose);

    /// <summary>
    /// Runs to the step of that number, which is before or after a request or a push, kills the process there, and resumes with what was on the disk; false
    /// when there are fewer steps, so that the run went to its end.
    /// </summary>
    public async Task<bool> RunKilledAsync(int step)
    {
        using var stop = new CancellationTokenSource();
        var (steps, durable) = (0, -1);
        void Kill()
        {
            if (Interlocked.Increment(ref steps) == step)
            {
                durable = Run.Durable;
                stop.Cancel();
            }
        }

        Forge.Step = _ => Kill();
        Remote.Before = _ => Kill();
        Remote.AfterPush = Kill;
        await Run.RunAsync(stop.Token);
        if (durable < 0)
        {
            return false;
        }

        Xunit.Assert.NotNull(await Run.ResumeKilledAsync(Math.Max(durable, 1)));
        return true;
    }

    private AgentVerdict Turn(AgentRequest request, MemoryTree tree)
    {
        if (request.Agent.Name == "reviewer")
        {
            return AgentVerdict.Finished;
        }

        if (request.Task > 0)
        {
            tree.Write($"{request.Unit}.txt", request.Unit);
            Work(request, tree);
        }
        else
        {
            Answer(request, tree);
        }

        return AgentVerdict.Finished;
    }
}
