using Choo.Adapters.Git;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Git;

public sealed class ProjectPathsTests
{
    [Fact(Timeout = 30000)]
    public async Task What_differs_from_a_tree_that_is_known_is_as_a_list_of_all()
    {
        using var repo = new GitRepo();
        string[] trees =
        [
            Tree(repo.Write("b/B.csproj", "1").Write("a/A.csproj", "1").Write("readme.md", "1")),
            Tree(repo.Write("readme.md", "2")),
            Tree(repo.Write("All.slnx", "1").Write("b/B.csproj", "2")),
            Tree(Removed(repo, "a/A.csproj")),
        ];
        var repository = (await Repository.OpenAsync(repo.Root, CancellationToken.None)).Repository!;
        using var store = new GitObjects(repository, "r", TimeProvider.System);

        var paths = new ProjectPaths(repository, store);
        foreach (var tree in trees.Append(trees[0]))
        {
            IEnumerable<string> listed = await new ProjectPaths(repository, store).InAsync(tree, CancellationToken.None);
            Assert.Equal(listed, await paths.InAsync(tree, CancellationToken.None));
        }

        Assert.Equal("All.slnx b/B.csproj", string.Join(' ', await paths.InAsync(trees[^1], CancellationToken.None)));
    }

    private static string Tree(GitRepo repo) => repo.Git("rev-parse", repo.Commit() + "^{tree}");

    private static GitRepo Removed(GitRepo repo, string path)
    {
        repo.Git("rm", "--quiet", path);
        return repo;
    }
}
