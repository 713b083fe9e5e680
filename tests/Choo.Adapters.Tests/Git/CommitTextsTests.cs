using Choo.Adapters.Git;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Git;

/// <summary>Files of a commit as text, whatever the working tree has.</summary>
public sealed class CommitTextsTests
{
    [Fact(Timeout = 60000)]
    public async Task Names_and_texts_are_those_of_the_commit()
    {
        using var repo = new GitRepo();
        var commit = repo.Write("README.md", "read\n").Write(".github/Pull_Request_Template.md", "What ä\n").Write(".github/x/y.md", "y\n")
            .Write("nul.md", "a\0b").Write("long.md", new string('x', 70_000)).Commit();
        repo.Write("README.md", "changed\n").Write("later.md", "z\n");
        var repository = (await Repository.OpenAsync(repo.Root, CancellationToken.None)).Repository!;
        using var store = new GitObjects(repository, "run", TimeProvider.System);
        var texts = new CommitTexts(repository, store);

        Assert.Equal([".github", "README.md", "long.md", "nul.md"], (await texts.NamesAsync(commit, "", CancellationToken.None)).AsEnumerable());
        Assert.Equal(["Pull_Request_Template.md", "x"], (await texts.NamesAsync(commit, ".github", CancellationToken.None)).AsEnumerable());
        Assert.Empty(await texts.NamesAsync(commit, "docs", CancellationToken.None));
        Assert.Equal("What ä\n", await texts.ReadAsync(commit, ".github/Pull_Request_Template.md", CancellationToken.None));
        Assert.Equal("read\n", await texts.ReadAsync(commit, "README.md", CancellationToken.None));
        Assert.Null(await texts.ReadAsync(commit, "later.md", CancellationToken.None));
        Assert.Null(await texts.ReadAsync(commit, ".github", CancellationToken.None));
        Assert.Null(await texts.ReadAsync(commit, "nul.md", CancellationToken.None));
        Assert.Null(await texts.ReadAsync(commit, "long.md", CancellationToken.None));
    }
}
