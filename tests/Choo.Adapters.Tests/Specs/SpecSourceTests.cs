using System.Text;
using Choo.Adapters.Git;
using Choo.Adapters.Specs;
using Choo.Core.Ports;
using Choo.Core.Specs;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Specs;

public sealed class SpecSourceTests
{
    [Fact(Timeout = 60000)]
    public async Task Specs_are_listed_in_the_working_tree_read_at_a_commit_compared_and_marked()
    {
        using var repo = new GitRepo();
        var first = repo.Unit("a", tasks: [new Testing.SpecText(), new Testing.SpecText()]).Commit();
        var second = repo.Write(GitRepo.SpecPath("a", 2), new Testing.SpecText("do: more").Text(2)).Unit("b", ["a"], tasks: new Testing.SpecText()).Commit();
        repo.Unit("c", tasks: new Testing.SpecText());
        var (repository, _) = await Repository.OpenAsync(repo.Root, CancellationToken.None);
        var source = new SpecSource(repo.Root, "specs/tasks", new HashSet<string> { "claude" }) { Git = repository!.Git };

        var listed = await source.ListAsync(CancellationToken.None);
        var before = await source.ReadAsync(first, CancellationToken.None);
        var now = await source.ReadAsync(second, CancellationToken.None);

        Assert.Equal(["a", "b", "c"], listed.Units.Select(unit => unit.Id));
        Assert.Equal(["a"], before.Set.Units.Select(unit => unit.Id));
        Assert.Equal(["a", "b"], now.Set.Units.Select(unit => unit.Id));
        Assert.Equal((true, false), (now.Has("b"), before.Has("b")));
        Assert.Equal<string>(["02-step.md"], before.Changed("a", now));
        Assert.Equal<string>(["01-step.md", Unit.PlanFile], before.Changed("b", now));
        var task = now.Set.Units[0].Tasks[0];
        var marked = source.MarkComplete(task, File.ReadAllBytes(repo.At(task.Path)));
        Assert.Equal(repo.Read(task.Path).Replace("status: pending", "status: complete", StringComparison.Ordinal), Encoding.UTF8.GetString(marked));
        await Assert.ThrowsAsync<PortException>(() => source.ReadAsync(new string('0', 40), CancellationToken.None));
    }
}
