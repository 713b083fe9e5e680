using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Hosting;

public sealed class ProtectedTests
{
    private const string Meddle = "do: mkdir -p .github/workflows; echo x > .github/workflows/ci.yml; echo x >> .choo.yaml; echo x > specs/completed/old.md; echo work > work.txt";

    private static TestEngine With(string more, string body)
    {
        var engine = new TestEngine().Configure(more);
        engine.Repo.Write(".github/workflows/ci.yml", "ci\n").Write("specs/completed/old.md", "old\n").Write("keep/a.txt", "a\n")
            .Unit("a", tasks: new SpecText(body)).Commit();
        return engine;
    }

    [Fact(Timeout = 60000)]
    public async Task Specs_configuration_and_ci_files_are_as_they_were_and_the_rest_lands()
    {
        using var engine = With("", Meddle);

        engine.AssertExit(0, await engine.RunAsync());

        Assert.Equal(("ci", "old", "work"), (engine.Repo.Show("main", ".github/workflows/ci.yml"), engine.Repo.Show("main", "specs/completed/old.md"), engine.Repo.Show("main", "work.txt")));
        Assert.Equal<string>([".choo.yaml", ".github/workflows/ci.yml", "specs/completed/old.md"], Assert.Single(engine.Recorder.Of<EditsUndone>()).Files);
    }

    [Fact(Timeout = 60000)]
    public async Task A_turn_that_changed_only_protected_files_changed_nothing_and_the_agent_is_told()
    {
        using var engine = With("gates:\n  protected: [keep/]\n", "do: [ $n -ge 2 ] && echo work > work.txt || rm -r keep");

        engine.AssertExit(0, await engine.RunAsync());

        Assert.Equal(AttemptFailure.NoChange, Assert.Single(engine.Recorder.Of<ValidationFailed>()).Reason.Known);
        Assert.Contains("Your edits of keep/a.txt were undone", engine.Agent.Prompt("a", "1", 2), StringComparison.Ordinal);
        Assert.Equal("a", engine.Repo.Show("main", "keep/a.txt"));
    }

    [Fact(Timeout = 60000)]
    public async Task A_list_of_ones_own_takes_the_place_of_the_ci_files()
    {
        using var engine = With("gates:\n  protected: []\n", Meddle);

        engine.AssertExit(0, await engine.RunAsync());

        Assert.Equal("x", engine.Repo.Show("main", ".github/workflows/ci.yml"));
        Assert.Equal<string>([".choo.yaml", "specs/completed/old.md"], Assert.Single(engine.Recorder.Of<EditsUndone>()).Files);
    }

    [Fact(Timeout = 60000)]
    public async Task A_fix_turn_of_the_baseline_is_told_of_what_was_undone()
    {
        using var engine = new TestEngine().Configure(
            "gates:\n  protected: [check.sh]\nbaseline_checks:\n  - name: check\n    command: sh check.sh\n",
            "echo true > check.sh; [ $n -ge 2 ] && echo ok > ok.txt; true");
        engine.Repo.Write("check.sh", "test -f ok.txt || ! test -f a-1.txt\n").Unit("a", tasks: new SpecText()).Commit();

        engine.AssertExit(0, await engine.RunAsync());

        Assert.Contains("Your edits of check.sh were undone", engine.Agent.Prompt("a", "whole", 2), StringComparison.Ordinal);
        Assert.Equal("test -f ok.txt || ! test -f a-1.txt", engine.Repo.Show("main", "check.sh"));
    }

    [Fact(Timeout = 60000)]
    public async Task The_baseline_is_the_base_commits_whatever_was_written_over_the_checkouts_file()
    {
        using var engine = new TestEngine().Configure("limits:\n  task_attempts: 1\n  baseline_attempts: 0\nbaseline_checks:\n  - name: check\n    command: '! test -f bad.txt'\n");
        engine.Repo.Unit("a", tasks: new SpecText("do: echo bad > bad.txt")).Commit();
        engine.AssertExit(1, await engine.RunAsync());

        // What an agent could do that gets at the person's checkout: the next start reads the file anew.
        engine.Repo.Write(".choo.yaml", engine.Repo.Read(".choo.yaml").Replace("! test -f bad.txt", "true", StringComparison.Ordinal));

        engine.AssertExit(1, await engine.ResumeAsync());
        Assert.Equal(DiagnosticCodes.BaselineRed.Id, Assert.Single(engine.Recorder.Of<UnitFailed>()).Diagnostic.Code);
        Assert.Contains(engine.Recorder.Notes, note => note.Code == DiagnosticCodes.SpecNotCommitted.Id && note.File == ".choo.yaml");
        engine.AssertExit(1, await engine.RunAsync());
        Assert.Equal(DiagnosticCodes.BaselineRed.Id, Assert.Single(engine.Recorder.Of<UnitFailed>()).Diagnostic.Code);
    }
}
