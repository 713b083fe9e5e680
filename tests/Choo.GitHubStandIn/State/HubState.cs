using Choo.Testing.GitHub.Git;

namespace Choo.Testing.GitHub.State;

/// <summary>Everything the stand-in knows, under one lock.</summary>
public sealed class HubState : IDisposable
{
    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private int depth;
    private long lastId = 1000;
    private int lastNumber;

    internal HubState(StandInOptions options)
    {
        time = options.Time;
        UnknownReads = options.UnknownReads;
        Git = new BareRepository(options.Name, options.DefaultBranch);
        Repository = new RepositorySettings(options);
        Events = new HubEvents(this);
        People = new People(this);
        Issues = new Issues(this);
        PullRequests = new PullRequests(this);
        Reviews = new Reviews(this);
        Checks = new Checks(this);
        Rules = new Rules(this);
        Merging = new Merging(this);
        Queue = new MergeQueue(this);
        People.Add(options.Owner, "OWNER");
        People.Give(new AccessToken(options.Token, People.Add(options.Login, "COLLABORATOR")));
        if (options.FirstCommit)
        {
            var tree = Git.Run("hash-object", "-w", "-t", "tree", "/dev/null");
            Git.SetRef($"refs/heads/{options.DefaultBranch}", Git.Commit(tree, "the first commit", Now, new Signature(options.Owner, $"{options.Owner}@localhost")));
        }
    }

    public BareRepository Git { get; }

    public RepositorySettings Repository { get; }

    public People People { get; }

    public Issues Issues { get; }

    public PullRequests PullRequests { get; }

    public Reviews Reviews { get; }

    public Checks Checks { get; }

    public Rules Rules { get; }

    public MergeQueue Queue { get; }

    public HubEvents Events { get; }

    internal Merging Merging { get; }

    internal int UnknownReads { get; }

    /// <summary>The time, in whole seconds as GitHub tells it.</summary>
    internal DateTimeOffset Now => DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds());

    /// <summary>Takes in what was pushed since, as every request does first.</summary>
    public void Refresh() => Do(() => true);

    public void Dispose() => Git.Dispose();

    /// <summary>Does something alone, after what was pushed and before the reactions to all of it.</summary>
    internal T Do<T>(Func<T> work)
    {
        lock (gate)
        {
            depth++;
            try
            {
                if (depth == 1)
                {
                    PullRequests.TakeIn();
                    Events.Tell();
                }

                var result = work();
                if (depth == 1)
                {
                    Events.Tell();
                }

                return result;
            }
            finally
            {
                depth--;
            }
        }
    }

    internal long NextId() => ++lastId;

    internal int NextNumber() => ++lastNumber;
}
