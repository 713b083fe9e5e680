using System.Collections.Immutable;
using System.Text.Json;
using Choo.Adapters.Tests.Processes;
using Choo.Core.LocalCi;
using Choo.Engine;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Hosting;

/// <summary>Commits that were pushed to a bare repository, checked without a server.</summary>
public sealed class LocalCiTests : IDisposable
{
    private const string Zeros = "0000000000000000000000000000000000000000";
    private readonly GitRepo repo = new();
    private readonly string bare;

    public LocalCiTests()
    {
        bare = repo.Around.At("app.git");
        repo.Git("init", "--quiet", "--bare", bare);
        repo.Write(".choo.yaml", "baseline_checks:\n  - name: check\n    command: sh check.sh\n").Write("check.sh", "echo ran; env | grep '^GIT_'; test ! -e red\n").Write(".gitignore", "kept\n");
    }

    public void Dispose() => repo.Dispose();

    [UnixFact(Timeout = 60000)]
    public async Task A_green_commit_passes_and_the_file_says_so()
    {
        var commit = Push("main");

        var report = await CheckAsync("main", commit[..12]);

        Assert.Equal((CiState.PASS, Path.Combine(bare, "ci-status", $"{commit}.json")), (report.Status!.State, report.File));
        var file = Read(commit);
        Assert.Equal(("refs/heads/main", commit, "PASS", 0), (file.GetProperty("ref").GetString(), file.GetProperty("commit").GetString(), file.GetProperty("status").GetString(), file.GetProperty("exit_code").GetInt32()));
        Assert.Equal("$ sh check.sh\nran\n", file.GetProperty("output").GetString());
        Assert.Equal("ran\n", File.ReadAllText(Path.Combine(bare, "ci-status", file.GetProperty("gates")[0].GetProperty("log").GetString()!)));
        Assert.Equal([$"{commit}.json"], Directory.EnumerateFiles(Path.Combine(bare, "ci-status")).Select(Path.GetFileName));
    }

    [UnixFact(Timeout = 60000)]
    public async Task A_red_commit_fails_and_the_next_green_one_passes_in_the_same_room()
    {
        var green = Push("main");
        var red = Push("main", "red");
        repo.Git("reset", "--quiet", "--hard", green);

        Assert.Equal(CiState.FAIL, (await CheckAsync("main", red)).Status!.State);
        Assert.Equal(CiState.PASS, (await CheckAsync("main", green)).Status!.State);
        Assert.Equal("FAIL", Read(red).GetProperty("status").GetString());
        Assert.Equal(2, repo.Git("-C", bare, "worktree", "list").Split('\n').Length);
    }

    [UnixFact(Timeout = 60000)]
    public async Task A_room_that_a_kill_or_a_person_broke_is_made_again()
    {
        var commit = Push("main");
        await CheckAsync("main", commit);
        var room = Directory.GetDirectories(repo.Around.At("state/choo"), "ci-1", SearchOption.AllDirectories).Single();
        File.WriteAllText(Path.Combine(room, ".git"), "gitdir: /nowhere\n");

        Assert.Equal(CiState.PASS, (await CheckAsync("main", commit)).Status!.State);

        Directory.Delete(room, recursive: true);
        Assert.Equal(CiState.PASS, (await CheckAsync("main", commit)).Status!.State);
    }

    [UnixFact(Timeout = 60000)]
    public async Task Two_at_once_have_a_room_each()
    {
        repo.Write("check.sh", $"touch '{repo.Around.At("here")}'-$(basename $PWD)\nwhile [ ! -e '{repo.Around.At("go")}' ]; do sleep 0.05; done\n");
        var commit = Push("main");
        var first = CheckAsync("main", commit);
        await Eventually(() => File.Exists(repo.Around.At("here-ci-1")));
        Assert.Equal("PENDING", Read(commit).GetProperty("status").GetString());
        var second = CheckAsync("topic", commit);
        await Eventually(() => File.Exists(repo.Around.At("here-ci-2")));

        repo.Around.Write("go", "");

        Assert.Equal((CiState.PASS, CiState.PASS), ((await first).Status!.State, (await second).Status!.State));
    }

    [UnixFact(Timeout = 60000)]
    public async Task What_cannot_be_checked_is_an_error_and_no_failure()
    {
        repo.Write(".choo.yaml", "baseline_checks: []\n");
        var nothing = Push("main");
        repo.Write(".choo.yaml", "baseline_checks:\n  - name: check\n    command: [1\n");
        var malformed = Push("main", "more");
        repo.Write(".choo.yaml", "baseline_checks:\n  - name: check\n    command: test -e file\nworktree:\n  setup:\n    - command: exit 4\n");
        var setup = Push("main", "again");

        Assert.Equal(["CHOO7002"], await CodesAsync(nothing));
        Assert.StartsWith("CHOO01", (await CodesAsync(malformed))[0], StringComparison.Ordinal);
        Assert.Equal(["CHOO4104"], await CodesAsync(setup));
        Assert.All(new[] { nothing, malformed, setup }, commit => Assert.Equal("ERROR", Read(commit).GetProperty("status").GetString()));
        Assert.Equal(["CHOO7001"], await CodesAsync(new string('1', 40)));
        Assert.Equal(["CHOO7001"], await CodesAsync("--help"));
        Assert.Equal(["CHOO2002"], (await LocalCi.RunAsync(Request("main", setup) with { Repository = repo.Around.Folder("no") }, CancellationToken.None)).Problems.Select(each => each.Code));
    }

    [UnixFact(Timeout = 60000)]
    public async Task A_deleted_ref_is_nothing_to_check()
    {
        var report = await CheckAsync("main", Zeros);

        Assert.Equal((null, true), (report.Status, report.Problems.IsEmpty));
        Assert.False(Directory.Exists(Path.Combine(bare, "ci-status")));
    }

    [UnixFact(Timeout = 60000)]
    public async Task One_that_is_broken_off_says_so()
    {
        repo.Write("check.sh", $"touch '{repo.Around.At("here")}'\nexec sleep 600\n");
        var commit = Push("main");
        using var stop = new CancellationTokenSource();
        var check = LocalCi.RunAsync(Request("main", commit), stop.Token);
        await Eventually(() => File.Exists(repo.Around.At("here")));

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => check);
        Assert.Equal(("ERROR", "the check was broken off"), (Read(commit).GetProperty("status").GetString(), Read(commit).GetProperty("output").GetString()));
    }

    [UnixFact(Timeout = 60000)]
    public async Task The_hook_hands_on_every_branch_of_a_push_and_nothing_else()
    {
        var called = repo.Around.At("called");
        var program = repo.Around.WriteProgram("bin/with a blank", $"#!/bin/sh\nprintf '%s\\n' \"$*\" >>'{called}'\n");
        var report = await HookInstallation.InstallAsync(bare, [program], wait: true, replace: false, CancellationToken.None);
        Assert.Equal((Path.Combine(bare, "hooks", "post-receive"), null, null), (report.File, report.Kept, report.Problem));
        var commit = Commit("x");

        repo.Git("tag", "v1");
        repo.Git("push", "--quiet", bare, "HEAD:refs/heads/main", "HEAD:refs/heads/topic", "v1");
        repo.Git("push", "--quiet", bare, ":topic");

        Assert.Equal([$"ci run {bare} refs/heads/main {commit}", $"ci run {bare} refs/heads/topic {commit}", $"ci run {bare} refs/heads/topic {Zeros}"], File.ReadAllLines(called));
    }

    [UnixFact(Timeout = 60000)]
    public async Task A_push_does_not_wait_unless_told_to()
    {
        var program = repo.Around.WriteProgram("bin/slow", $"#!/bin/sh\nwhile [ ! -e '{repo.Around.At("go")}' ]; do sleep 0.05; done\necho done\n");
        await HookInstallation.InstallAsync(bare, [program], wait: false, replace: false, CancellationToken.None);
        Commit("x");

        repo.Git("push", "--quiet", bare, "HEAD:refs/heads/main");
        repo.Around.Write("go", "");

        await Eventually(() => File.Exists(Path.Combine(bare, "ci-status/hook.log")) && File.ReadAllText(Path.Combine(bare, "ci-status/hook.log")) == "done\n");
    }

    [UnixFact(Timeout = 60000)]
    public async Task A_hook_of_a_persons_stays_unless_they_say_otherwise()
    {
        var hook = Path.Combine(bare, "hooks", "post-receive");
        Directory.CreateDirectory(Path.GetDirectoryName(hook)!);
        File.WriteAllText(hook, "#!/bin/sh\necho mine\n");

        var refused = await HookInstallation.InstallAsync(bare, ["choo"], wait: false, replace: false, CancellationToken.None);
        Assert.Equal(("CHOO7003", "#!/bin/sh\necho mine\n"), (refused.Problem!.Code, File.ReadAllText(hook)));

        var forced = await HookInstallation.InstallAsync(bare, ["choo"], wait: false, replace: true, CancellationToken.None);
        Assert.Equal((hook + ".before-choo", "#!/bin/sh\necho mine\n"), (forced.Kept, File.ReadAllText(forced.Kept!)));

        // Its own it writes again, but not with what a person added to it.
        Assert.Null((await HookInstallation.InstallAsync(bare, ["choo"], wait: true, replace: false, CancellationToken.None)).Problem);
        File.WriteAllText(hook, File.ReadAllText(hook).Replace("exit 0", "mail me\nexit 0", StringComparison.Ordinal));
        Assert.Equal("CHOO7003", (await HookInstallation.InstallAsync(bare, ["choo"], wait: true, replace: false, CancellationToken.None)).Problem!.Code);
        File.WriteAllText(hook, "#!/bin/sh\necho another\n");
        Assert.Equal("CHOO7003", (await HookInstallation.InstallAsync(bare, ["choo"], wait: false, replace: true, CancellationToken.None)).Problem!.Code);
    }

    [UnixTheory(Timeout = 60000)]
    [InlineData("core.hooksPath")]
    [InlineData("include.path")]
    public async Task The_hook_goes_where_git_looks_for_it(string key)
    {
        repo.Around.Write("more", $"[core]\n\thooksPath = {repo.Around.At("hooks")}\n");
        repo.Git("-C", bare, "config", key, repo.Around.At(key == "include.path" ? "more" : "hooks"));

        Assert.Equal(repo.Around.At("hooks/post-receive"), (await HookInstallation.InstallAsync(bare, ["choo"], wait: false, replace: false, CancellationToken.None)).File);
    }

    [UnixFact(Timeout = 60000)]
    public async Task What_setup_started_is_torn_down_however_the_check_ended()
    {
        var torn = repo.Around.At("torn");
        repo.Write(".choo.yaml", $"baseline_checks:\n  - name: check\n    command: test -e file\nworktree:\n  setup:\n    - command: exit 4\n  teardown:\n    - command: echo x >>'{torn}'; exit 5\n");
        var setup = Push("main");
        repo.Write(".choo.yaml", $"baseline_checks:\n  - name: check\n    command: touch '{repo.Around.At("here")}'; exec sleep 600\nworktree:\n  teardown:\n    - command: echo x >>'{torn}'\n");
        var broken = Push("main", "more");

        Assert.Equal(["CHOO4104", "CHOO4002"], await CodesAsync(setup));
        using var stop = new CancellationTokenSource();
        var check = LocalCi.RunAsync(Request("main", broken), stop.Token);
        await Eventually(() => File.Exists(repo.Around.At("here")));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => check);

        Assert.Equal(["x", "x"], File.ReadAllLines(torn));
    }

    [UnixFact(Timeout = 60000)]
    public async Task A_status_that_cannot_be_written_is_told_and_the_draft_is_not_left()
    {
        var commit = Push("main");
        Directory.CreateDirectory(Path.Combine(bare, "ci-status", $"{commit}.json"));

        var report = await CheckAsync("main", commit);

        Assert.Equal((null, null, "CHOO0006"), (report.Status, report.File, Assert.Single(report.Problems).Code));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(bare, "ci-status")));
    }

    private Task<CiReport> CheckAsync(string name, string commit) => LocalCi.RunAsync(Request(name, commit), CancellationToken.None);

    private async Task<string[]> CodesAsync(string commit) => [.. (await CheckAsync("main", commit)).Problems.Select(each => each.Code)];

    private CiRequest Request(string name, string commit) => new()
    {
        Repository = bare,
        Ref = name,
        Commit = commit,
        Variables = ImmutableDictionary<string, string>.Empty.Add("PATH", Environment.GetEnvironmentVariable("PATH")!).Add("XDG_STATE_HOME", repo.Around.At("state")).Add("GIT_DIR", "."),
        Run = new RunRequest { WorkingFolder = repo.Root, TasksDir = "specs/tasks", Version = "test" },
    };

    private string Commit(string file) => repo.Write(file, file).Commit();

    private string Push(string branch, string file = "file")
    {
        var commit = Commit(file);
        repo.Git("push", "--quiet", "--force", bare, $"HEAD:refs/heads/{branch}");
        return commit;
    }

    private JsonElement Read(string commit)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(bare, "ci-status", $"{commit}.json")));
        return json.RootElement.Clone();
    }

    private static async Task Eventually(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(20);
        }
    }
}
