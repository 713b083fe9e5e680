namespace Choo.Testing.GitHub.State;

/// <summary>Check runs and commit statuses; a test sets them.</summary>
public sealed class Checks
{
    private readonly HubState hub;
    private readonly List<CheckRun> runs = [];
    private readonly List<CommitStatus> statuses = [];

    internal Checks(HubState hub) => this.hub = hub;

    /// <summary>A check run that is in progress.</summary>
    public CheckRun Start(string commit, string name) => Add(new CheckRun(0, commit, name, null, hub.Now) { Status = "in_progress" });

    /// <summary>A check run that has ended: the one that was started under this name, or a new one.</summary>
    public CheckRun Complete(string commit, string name, string conclusion, string? log = null, params CheckAnnotation[] annotations)
    {
        return hub.Do(() =>
        {
            var begun = runs.FindLast(run => run.Commit == commit && run.Name == name && run.Status != "completed");
            var done = (begun ?? new CheckRun(0, commit, name, conclusion, hub.Now)) with
            {
                Status = "completed",
                Conclusion = conclusion,
                CompletedAt = hub.Now,
                Title = $"{name}: {conclusion}",
                Log = log,
                Annotations = annotations,
            };
            if (begun is null)
            {
                return Add(done);
            }

            runs[runs.IndexOf(begun)] = done;
            return done;
        });
    }

    /// <summary>Sets a commit status: error, failure, pending or success.</summary>
    public CommitStatus Status(string commit, string context, string state, string? description = null) => hub.Do(() =>
    {
        var status = new CommitStatus(hub.NextId(), commit, context, state, description, hub.Now);
        statuses.Add(status);
        return status;
    });

    internal CheckRun? Run(long id) => runs.Find(run => run.Id == id);

    /// <summary>The check runs of a commit; of several with one name the last, unless all are asked for.</summary>
    internal IReadOnlyList<CheckRun> Runs(string commit, bool all = false)
    {
        var found = runs.Where(run => run.Commit == commit);
        return [.. all ? found : found.GroupBy(run => run.Name).Select(same => same.Last())];
    }

    /// <summary>The last status of each context.</summary>
    internal IReadOnlyList<CommitStatus> Statuses(string commit) =>
        [.. statuses.Where(status => status.Commit == commit).GroupBy(status => status.Context).Select(same => same.Last())];

    /// <summary>The state of what rules ask for by name; null when nothing of that name was seen.</summary>
    internal string? State(string commit, string name) =>
        Runs(commit).FirstOrDefault(run => run.Name == name)?.State ?? Statuses(commit).FirstOrDefault(status => status.Context == name)?.State.ToUpperInvariant();

    /// <summary>All of a commit in one state; null when there is nothing.</summary>
    internal string? Rollup(string commit, IEnumerable<string> required) => CheckStates.Together(
    [
        .. Runs(commit).Select(run => run.State), .. Statuses(commit).Select(status => status.State.ToUpperInvariant()),
        .. required.Where(name => State(commit, name) is null).Select(_ => "EXPECTED"),
    ]);

    private CheckRun Add(CheckRun run) => hub.Do(() =>
    {
        var numbered = run with { Id = hub.NextId() };
        runs.Add(numbered);
        return numbered;
    });
}
