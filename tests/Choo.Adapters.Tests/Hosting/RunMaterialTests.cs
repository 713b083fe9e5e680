using Choo.Engine;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Hosting;

public sealed class RunMaterialTests
{
    [Fact(Timeout = 60000)]
    public async Task A_landed_unit_has_its_patch_its_evidence_and_the_two_ends_of_its_log()
    {
        using var engine = new TestEngine();
        engine.Repo.Unit("a", tasks: new SpecText("do: echo ghp_0123456789abcdefghijklmnopqrstuvwxyz > src.txt", "true")).Commit();
        engine.AssertExit(0, await engine.RunAsync());
        var run = RunHistory.Latest(engine.Repo.Root)!;
        var material = await RunMaterial.OpenAsync(run, CancellationToken.None);

        var patch = await material.PatchAsync(run.State.Unit("a"), CancellationToken.None);
        Assert.Equal(["specs/tasks/a/01-step.md", "src.txt"], patch!.Files.Select(file => file.Path));
        Assert.Contains("+[redacted]", patch.Patch, StringComparison.Ordinal);
        Assert.Equal((engine.Repo.Tip(), 0), (patch.Until, patch.LeftOut));
        Assert.Equal(engine.Repo.Tip(), material.Evidence("a")!.Commit);
        Assert.Null(material.Evidence("../a"));
        var bundle = Path.Combine(engine.RunFolder, "evidence", "a.json");
        File.WriteAllText(bundle, File.ReadAllText(bundle).Replace("\"branch\": \"main\"", "\"branch\": null", StringComparison.Ordinal));
        Assert.Null(material.Evidence("a"));

        File.WriteAllText(Path.Combine(engine.RunFolder, "logs", "x.log"), "0123456789");
        Assert.Equal(("012", "89", 5), material.Log("x.log", 3, 2));
        Assert.Equal(("0123456789", "", 0), material.Log("logs/x.log", 20, 2));
    }

    [Fact(Timeout = 60000)]
    public async Task What_lies_elsewhere_is_not_read_and_a_branch_is_no_commit()
    {
        using var engine = new TestEngine();
        engine.Repo.Unit("a", tasks: new SpecText("do: echo x > src.txt", "true")).Commit();
        engine.AssertExit(0, await engine.RunAsync());
        engine.Repo.Write("outside.log", "secret");
        File.CreateSymbolicLink(Path.Combine(engine.RunFolder, "logs", "link.log"), Path.Combine(engine.Repo.Root, "outside.log"));
        var journal = Path.Combine(engine.RunFolder, "events.jsonl");
        File.WriteAllText(journal, File.ReadAllText(journal).Replace($"\"commit\":\"{engine.Repo.Tip()}\"", "\"commit\":\"main\"", StringComparison.Ordinal));
        var run = RunHistory.Latest(engine.Repo.Root)!;
        var material = await RunMaterial.OpenAsync(run, CancellationToken.None);

        Assert.Equal("main", run.State.Unit("a").Commit);
        Assert.Null(await material.PatchAsync(run.State.Unit("a"), CancellationToken.None));
        Assert.All((string[])["../../../outside.log", "../../../../outside.log", Path.Combine(engine.Repo.Root, "outside.log"), "link.log", "none.log"], log => Assert.Null(material.Log(log, 10, 10)));
    }
}
