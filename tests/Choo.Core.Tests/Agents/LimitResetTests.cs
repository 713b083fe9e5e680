using System.Globalization;
using Choo.Core.Agents;
using Xunit;

namespace Choo.Core.Tests.Agents;

/// <summary>The turn ends on 2026-03-10 at 14:30, an hour east of UTC.</summary>
public sealed class LimitResetTests
{
    [Theory]
    [InlineData("Claude AI usage limit reached|1773200000", "2026-03-11T03:33:20+00:00")]
    [InlineData("usage limit reached|1773200000123", "2026-03-11T03:33:20.123+00:00")]
    [InlineData("You've hit your session limit · resets 3pm", "2026-03-10T15:00:00+01:00")]
    [InlineData("You've hit your session limit · resets 2pm (Europe/Berlin)", "2026-03-11T14:00:00+01:00")]
    [InlineData("You've hit your weekly limit · resets Mar 12, 9:05am (UTC)", "2026-03-12T09:05:00+00:00")]
    [InlineData("You've hit your weekly limit · resets Mar 12 at 12am", "2026-03-12T00:00:00+01:00")]
    [InlineData("You've hit your weekly limit · resets Jan 2, 12pm", "2027-01-02T12:00:00+01:00")]
    [InlineData("You've hit your fast limit · resets in 2h 5m", "2026-03-10T16:35:00+01:00")]
    [InlineData("You've hit your usage limit. Upgrade or try again in 2 days 1 hour 5 minutes.", "2026-03-12T15:35:00+01:00")]
    [InlineData("You've hit your usage limit or try again at 3:05 PM.", "2026-03-10T15:05:00+01:00")]
    [InlineData("You've hit your usage limit or try again at Mar 15th, 2026 1:00 AM.", "2026-03-15T01:00:00+01:00")]
    public void The_time_is_read(string text, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), ResetOf(text));

    [Theory]
    [InlineData("You've hit your limit")]
    [InlineData("You've hit your limit · resets soon")]
    [InlineData("You've hit your limit · resets 25:00")]
    [InlineData("You've hit your limit · resets Feb 31, 3pm")]
    [InlineData("You've hit your limit · resets in a while")]
    [InlineData("usage limit reached|12")]
    [InlineData("usage limit reached|99999999999999999999999")]
    public void What_is_no_time_is_left_out(string text) => Assert.Null(ResetOf(text));

    [Fact]
    public void Only_a_reached_limit_has_one() =>
        Assert.Null(Transcript.Of(AgentDialect.Claude, ClaudeLines.Error(400, "the field resets 3pm")).End(1).ResetsAt);

    private static DateTimeOffset? ResetOf(string text)
    {
        var outcome = Transcript.Of(AgentDialect.Claude, ClaudeLines.Error(null, text)).End(1);
        Assert.Equal(AgentVerdict.LimitReached, outcome.Verdict);
        return outcome.ResetsAt;
    }
}
