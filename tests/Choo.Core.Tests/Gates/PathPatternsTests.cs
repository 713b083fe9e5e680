using Choo.Core.Gates;
using Xunit;

namespace Choo.Core.Tests.Gates;

public sealed class PathPatternsTests
{
    [Theory]
    [InlineData("*.yml", "a.yml", true)]
    [InlineData("*.yml", "deep/in/a.yml", true)]
    [InlineData("*.yml", "a.yaml", false)]
    [InlineData("/a.yml", "deep/a.yml", false)]
    [InlineData("./a.yml", "a.yml", true)]
    [InlineData("build", "build/deep/x.cs", true)]
    [InlineData("build/", "src/build/x.cs", true)]
    [InlineData("/build/", "src/build/x.cs", false)]
    [InlineData("build", "rebuild/x.cs", false)]
    [InlineData("src/*/x.cs", "src/a/x.cs", true)]
    [InlineData("src/*/x.cs", "src/a/b/x.cs", false)]
    [InlineData("src/**/x.cs", "src/x.cs", true)]
    [InlineData("src/**/x.cs", "src/a/b/x.cs", true)]
    [InlineData("src/**", "src/a/b.cs", true)]
    [InlineData("**/*.snap", "a/b/c.snap", true)]
    [InlineData("a?.txt", "ab.txt", true)]
    [InlineData("a?.txt", "a/.txt", false)]
    [InlineData("src\\ci\\", "src/ci/x", true)]
    [InlineData(".GitHub/Workflows/", ".github/workflows/ci.yml", true)]
    [InlineData("a+b(c).txt", "a+b(c).txt", true)]
    [InlineData("", "anything", false)]
    [InlineData("/", "anything", false)]
    public void A_glob_is_read_as_gitignore_reads_it(string glob, string path, bool matches) =>
        Assert.Equal(matches, new PathPatterns([glob]).Match(path));

    [Theory]
    [InlineData(".github/workflows/ci.yml", true)]
    [InlineData("azure-pipelines.yml", true)]
    [InlineData("ops/Jenkinsfile", true)]
    [InlineData(".ci/run", true)]
    [InlineData(".github/README.md", false)]
    [InlineData("src/ci/Run.cs", false)]
    public void The_files_of_build_servers_are_known(string path, bool known) =>
        Assert.Equal(known, new PathPatterns(PathPatterns.ContinuousIntegration).Match(path));
}
