using Choo.Testing;
using Xunit;

namespace Choo.Tool.Tests.Commands;

/// <summary>Pull requests as people and programs are shown them.</summary>
public sealed class PullRequestTests
{
    [Theory]
    [InlineData("pr", "Pr.text")]
    [InlineData("pr --json", "Pr.json")]
    [InlineData("status", "Pr.status")]
    [InlineData("why web", "Pr.why-web")]
    [InlineData("why core", "Pr.why-core")]
    [InlineData("why api", "Pr.why-api")]
    public async Task A_unit_is_shown_with_its_pull_request(string line, string golden)
    {
        using var test = new TestConsole();
        CannedRun.Proposed().Save(test.Folder.Path);
        Assert.Equal(0, await test.RunAsync(line));
        Golden.Verify(test.Out, golden);
    }

    [Theory]
    [InlineData("pr", "Pr.feature")]
    [InlineData("status", "Pr.feature-status")]
    [InlineData("pr --json", "Pr.feature-json")]
    public async Task A_features_own_pull_request_is_shown(string line, string golden)
    {
        using var test = new TestConsole();
        CannedRun.OfFeature().Save(test.Folder.Path);
        Assert.Equal(0, await test.RunAsync(line));
        Golden.Verify(test.Out, golden);
    }

    [Theory]
    [InlineData("pr --json", "pr")]
    [InlineData("status --json", "status")]
    public async Task Programs_get_documents_of_their_schemas(string line, string schema)
    {
        using var test = new TestConsole();
        CannedRun.Proposed().Save(test.Folder.Path);
        Assert.Equal(0, await test.RunAsync(line));
        Schemas.Validate(test.Out, schema);
        Assert.Contains("https://github.com/octo/app/pull/12", test.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_earlier_run_is_chosen_and_one_without_pull_requests_says_so()
    {
        using var test = new TestConsole();
        CannedRun.Proposed().Save(test.Folder.Path, "20260201-090000-1234");
        CannedRun.Mixed().Save(test.Folder.Path);
        Assert.Equal(0, await test.RunAsync("pr"));
        Assert.Equal("no pull request\n", test.Out);
        using var earlier = new TestConsole();
        Assert.Equal(0, await earlier.RunAsync($"-C {test.Folder.Path} pr --run 202602"));
        Assert.Contains("#11", earlier.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_there_was_no_run_that_is_said()
    {
        using var test = new TestConsole();
        Assert.Equal(0, await test.RunAsync("pr"));
        Assert.Equal("no run yet\n", test.Out);
    }
}
