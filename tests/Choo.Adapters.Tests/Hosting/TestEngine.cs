using System.Globalization;
using Choo.Core.Events;
using Choo.Core.State;
using Choo.Engine;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Hosting;

/// <summary>A repository, an agent and the host, ready to run.</summary>
internal sealed class TestEngine : IDisposable
{
    public TestEngine()
    {
        Agent = new ShellAgent(Repo.Around);
        StateHome = Repo.Around.At("state");
        Repo.Write("README.md", "a repository\n");
        Configure();
    }

    public GitRepo Repo { get; } = new();

    public ShellAgent Agent { get; }

    /// <summary>What the last start told its observer.</summary>
    public Recorder Recorder { get; private set; } = new();

    /// <summary>Called after each event of the next start.</summary>
    public Action<RunEvent>? After { get; set; }

    /// <summary>A request in the repository, in surroundings of its own.</summary>
    public RunRequest Request => new()
    {
        WorkingFolder = Repo.Root,
        Environment = name => name switch
        {
            "PATH" => Environment.GetEnvironmentVariable(name),
            "XDG_STATE_HOME" => StateHome,
            _ => null,
        },
    };

    /// <summary>The folder of what programs keep between their runs; null for none.</summary>
    public string? StateHome { get; set; }

    /// <summary>The folder that the repository's worktrees lie in while a run works; null before the first and after the last.</summary>
    public string? Worktrees => Directory.Exists(Path.Combine(StateHome!, "choo")) ? Directory.GetDirectories(Path.Combine(StateHome!, "choo")).SingleOrDefault() : null;

    public RunStop Stop { get; private set; } = new();

    /// <summary>Writes <c>.choo.yaml</c> with the shell agent as claude.</summary>
    /// <param name="more">More of the file.</param>
    /// <param name="whole">The script of turns of a whole unit.</param>
    public TestEngine Configure(string more = "", string whole = "")
    {
        Repo.Write(".choo.yaml", string.Create(CultureInfo.InvariantCulture, $"""
            parallelism: 2
            provider:
              type: claude
              providers:
                claude:
                  command: {Agent.Program}
                  env:
                    STATE: {Agent.State}
                    WHOLE: '{whole.Replace("'", "''", StringComparison.Ordinal)}'
            {more}

            """));
        return this;
    }

    public Task<RunReport> RunAsync(Func<RunRequest, RunRequest>? change = null) => StartAsync(ChooHost.RunAsync, change);

    /// <summary>Examines what a run of the same request needs.</summary>
    public Task<IReadOnlyList<Finding>> ExamineAsync(Func<RunRequest, RunRequest>? change = null, bool online = false) =>
        Doctor.ExamineAsync(change?.Invoke(Request) ?? Request, fix: false, online, CancellationToken.None);

    public Task<RunReport> ResumeAsync(Func<RunRequest, RunRequest>? change = null) => StartAsync(ChooHost.ResumeAsync, change);

    /// <summary>Runs, and stops by a signal at the first event that fits.</summary>
    public Task<RunReport> RunUntilAsync(Func<RunEvent, bool> when, RunSignal signal = RunSignal.SIGINT, Func<RunRequest, RunRequest>? change = null) =>
        UntilAsync(when, signal, () => RunAsync(change));

    /// <summary>Goes on, and stops at the first event that fits.</summary>
    public Task<RunReport> ResumeUntilAsync(Func<RunEvent, bool> when) => UntilAsync(when, RunSignal.SIGINT, () => ResumeAsync());

    /// <summary>The backlog as the checkout has it.</summary>
    public Core.Backlogs.Backlog Backlog() => ChooHost.Backlog(Request, null, strict: false, CancellationToken.None).Backlog;

    /// <summary>The newest run's folder.</summary>
    public string RunFolder => Directory.GetDirectories(Repo.At(".choo/runs")).Order(StringComparer.Ordinal).Last();

    public string Journal => Path.Combine(RunFolder, "events.jsonl");

    /// <summary>Nothing is left of a run that ended well: no worktree, no ref of choo's, a clean status, a sound repository.</summary>
    public void AssertNothingLeft()
    {
        Assert.True(Repo.Worktrees() is [_], $"{string.Join(' ', Repo.Worktrees())} are left: {string.Join('\n', Recorder.Of<WorktreeKept>())}");
        Assert.Empty(Repo.Refs("refs/choo"));
        Assert.Equal("", Repo.Status());
        Assert.Equal("", Repo.Fsck());
    }

    /// <summary>The exit code, or a failure that says what the run said.</summary>
    public void AssertExit(int code, RunReport report)
    {
        var said = Recorder.Events.Select(e => e.Data switch
        {
            UnitFailed failed => $"{e.Unit}: {failed.Diagnostic}",
            UnitWaiting waiting => $"{e.Unit}: {waiting.Diagnostic}",
            RunFailed { Reason: { } reason } => $"{reason}",
            _ => null,
        });
        Assert.True(code == report.ExitCode, $"exit {report.ExitCode}\n{string.Join('\n', report.Diagnostics.Select(each => $"{each}").Concat(said.OfType<string>()))}");
    }

    public void Dispose()
    {
        Stop.Dispose();
        Repo.Dispose();
    }

    private async Task<RunReport> UntilAsync(Func<RunEvent, bool> when, RunSignal signal, Func<Task<RunReport>> start)
    {
        var stopped = false;
        After = e =>
        {
            if (!stopped && when(e))
            {
                stopped = true;
                Stop.Stop(signal);
            }
        };
        var report = await start();
        After = null;
        return report;
    }

    private async Task<RunReport> StartAsync(Func<RunRequest, IRunObserver, RunStop, Task<RunReport>> start, Func<RunRequest, RunRequest>? change)
    {
        Recorder = new Recorder();
        Stop.Dispose();
        Stop = new RunStop();
        Recorder.After = After ?? Recorder.After;
        return await start(change?.Invoke(Request) ?? Request, Recorder, Stop);
    }
}
