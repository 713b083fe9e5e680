using Choo.Testing;
using Xunit;

namespace Choo.Tool.Tests.Commands;

public sealed class DoctorTests
{
    [Fact(Timeout = 60000)]
    public async Task Where_only_an_agent_is_missing_target_and_specs_are_still_reported()
    {
        using var repo = new GitRepo();
        repo.Write(".choo.yaml", "provider:\n  providers:\n    absent:\n      command: ./no-such-agent\n");
        repo.Unit("parser", tasks: [new(), new()]).Commit();
        using var test = new TestConsole();

        Assert.Equal(2, await test.RunAsync($"-C {repo.Root} doctor --force-task-provider absent"));

        Assert.Contains("CHOO3001: the agent absent: there is no program", test.Out, StringComparison.Ordinal);
        Assert.Matches(@"ok +target +main at [0-9a-f]{10}\n", test.Out);
        Assert.Contains("1 unit, 2 tasks committed in main; 1 unit to run\n", test.Out, StringComparison.Ordinal);
    }
}
