using Choo.Adapters.Specs;
using Choo.Core.Configuration;
using Choo.Core.Forge;
using Xunit;

namespace Choo.Core.Tests.Configuration;

/// <summary>The keys of work that lands through pull requests.</summary>
public sealed class PullRequestConfigTests
{
    private static ConfigReading Read(string text) => ChooConfigReader.Read(text, ".choo.yaml", YamlReader.Instance);

    [Fact]
    public void Without_keys_work_is_merged_here_and_pull_requests_have_the_earlier_defaults()
    {
        var config = Read("").Config;
        Assert.Equal(LandingWay.Merge, config.Land);
        Assert.Equal((true, MergeMethod.Squash, false, 3, TimeSpan.FromMinutes(10)), (config.PullRequest.AutoMerge, config.PullRequest.Method, config.PullRequest.IsDraft, config.PullRequest.FeedbackRounds, config.PullRequest.CheckStart));
        Assert.Equal((TimeSpan.FromHours(2), TimeSpan.FromSeconds(30), true, true, true), (config.Review.Timeout, config.Review.PollInterval, config.Review.IsRequired, config.Review.Reactions, config.Review.Formal));
    }

    [Fact]
    public void Every_key_is_read()
    {
        var reading = Read(
            "land: pull_request\npull_request:\n  auto_merge: false\n  merge_method: rebase\n  draft: true\n  labels: [choo]\n  reviewers: [ann, octo/core]\n  milestone: v1\n  feedback_rounds: 0\n  check_start: 5m\n"
            + "review:\n  timeout: 1h\n  poll_interval: 1m\n  required: false\n  reactions: false\n  formal: false\n  authors: [ann]\n");
        Assert.Empty(reading.Diagnostics);
        var (land, pull, review) = (reading.Config.Land, reading.Config.PullRequest, reading.Config.Review);
        Assert.Equal(LandingWay.PullRequest, land);
        Assert.Equal((false, MergeMethod.Rebase, true, "v1", 0, TimeSpan.FromMinutes(5)), (pull.AutoMerge, pull.Method, pull.IsDraft, pull.Milestone, pull.FeedbackRounds, pull.CheckStart));
        Assert.Equal("choo ann octo/core", string.Join(' ', pull.Labels.AddRange(pull.Reviewers)));
        Assert.Equal((TimeSpan.FromHours(1), TimeSpan.FromMinutes(1), false, false, false), (review.Timeout, review.PollInterval, review.IsRequired, review.Reactions, review.Formal));
        Assert.Equal("ann", Assert.Single(review.Authors));
    }

    [Theory]
    [InlineData("land: push", "(1,7): error CHOO0104: land must be one of merge, pull_request (got: push)")]
    [InlineData("pull_request:\n  merge_method: fast", "(2,17): error CHOO0104: pull_request.merge_method must be one of squash, merge, rebase (got: fast)")]
    [InlineData("review:\n  poll_interval: 0", "(2,18): error CHOO0104: review.poll_interval must be more than 0 (got: 0)")]
    public void What_is_wrong_is_said_at_its_place(string text, string expected) => Assert.Equal([$".choo.yaml{expected}"], Read(text).Diagnostics.Select(each => each.ToString()));
}
