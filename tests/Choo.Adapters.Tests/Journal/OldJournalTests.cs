using Choo.Adapters.Journal;
using Choo.Adapters.Tests.Hosting;
using Choo.Adapters.Tests.Processes;
using Choo.Core.Events;
using Choo.Core.State;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Journal;

/// <summary>
/// Journals as earlier versions wrote them, killed in the middle: unit a has landed, b has one of two tasks, c failed, d waits for c.
/// <c>before-the-train</c> is from the last version that proved a unit in its own worktree; <c>first-version</c> has no <c>head</c> in
/// <c>unit.landing</c> and no diagnostic in <c>unit.blocked</c>. Their commits are named by words in braces.
/// </summary>
public sealed class OldJournalTests
{
    private const string Run = "20260101-120000-0001";

    [UnixTheory(Timeout = 60000)]
    [InlineData("before-the-train")]
    [InlineData("first-version")]
    public async Task It_is_read_and_resumed_and_no_finished_work_is_paid_again(string name)
    {
        using var engine = new TestEngine();
        var journal = Place(engine.Repo, name);
        var before = new JournalReader(journal).Events().ToList();
        Assert.Equal(File.ReadLines(journal).Count(), before.Count);
        var state = new RunState((RunStarted)before[0].Data);
        before.Skip(1).ToList().ForEach(state.Apply);
        Assert.Equal(["complete", "in_progress", "failed", "blocked"], state.Units.Select(unit => unit.State.Name()));

        engine.AssertExit(0, await engine.ResumeAsync());

        Assert.Equal(["b 2 1", "c 1 1", "d 1 1"], engine.Agent.Starts.Order(StringComparer.Ordinal));
        Assert.Single(engine.Repo.Log(), commit => commit.Trailer("Choo-Unit") == "a" && commit.Trailer("Choo-Task") == "1");
        engine.AssertNothingLeft();
    }

    /// <summary>Makes the repository that the journal is about, and gives the journal's path.</summary>
    private static string Place(GitRepo repo, string name)
    {
        repo.Unit("a", tasks: new SpecText()).Unit("b", tasks: [new SpecText(), new SpecText()]).Unit("c", ["a"], tasks: new SpecText()).Unit("d", ["c"], tasks: new SpecText());
        var start = repo.Commit("start");
        var work = new[] { "a", "b" }.ToDictionary(unit => unit, unit => Work(repo, start, unit));
        repo.Git("checkout", "--quiet", "main");
        repo.Git("merge", "--quiet", "--no-ff", "-m", $"Merge unit a\n\nChoo-Run: {Run}\nChoo-Unit: a", work["a"]);
        var text = File.ReadAllText(Path.Combine(RepositoryRoot.Folder, "tests", "Choo.Adapters.Tests", "Journal", "Fixtures", $"{name}.jsonl"))
            .Replace("{base}", start, StringComparison.Ordinal).Replace("{merge}", repo.Tip(), StringComparison.Ordinal);
        foreach (var (unit, commit) in work)
        {
            text = text.Replace($"{{{unit}}}", commit, StringComparison.Ordinal).Replace($"{{{unit}-tree}}", repo.Git("rev-parse", commit + "^{tree}"), StringComparison.Ordinal);
        }

        repo.Write(".choo/.gitignore", "*\n").Write($".choo/runs/{Run}/events.jsonl", text);
        return repo.At($".choo/runs/{Run}/events.jsonl");
    }

    private static string Work(GitRepo repo, string start, string unit)
    {
        repo.Git("checkout", "--quiet", "--detach", start);
        repo.Write($"{unit}-1.txt", "work\n").Write(GitRepo.SpecPath(unit, 1), new SpecText(Status: "complete").Text(1));
        var commit = repo.Commit($"feat({unit}): complete task #1 - Step 1\n\nChoo-Run: {Run}\nChoo-Unit: {unit}\nChoo-Task: 1");
        repo.Git("update-ref", $"refs/choo/runs/{Run}/{unit}", commit);
        return commit;
    }
}
