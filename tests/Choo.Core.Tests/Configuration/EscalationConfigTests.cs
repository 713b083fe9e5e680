using Choo.Adapters.Specs;
using Choo.Core.Configuration;
using Xunit;

namespace Choo.Core.Tests.Configuration;

public sealed class EscalationConfigTests
{
    private static ConfigReading Read(string text) => ChooConfigReader.Read(text, ".choo.yaml", YamlReader.Instance);

    [Fact]
    public void All_that_is_said_is_taken()
    {
        var reading = Read("escalation:\n  when: [failed, ended]\n  slack_webhook: CHOO_SLACK_WEBHOOK\n  webhook_url: HOOK_1\n  webhook_secret: _KEY\n  command: notify --to 'the team'\n  timeout: 3s\n");
        Assert.Empty(reading.Diagnostics);
        var config = reading.Config.Escalation;
        Assert.Equal(["failed", "ended"], config.When.AsEnumerable());
        Assert.Equal(["CHOO_SLACK_WEBHOOK", "HOOK_1", "_KEY"], config.Variables.AsEnumerable());
        Assert.Equal(["notify", "--to", "the team"], config.Command.AsEnumerable());
        Assert.Equal(TimeSpan.FromSeconds(3), config.Timeout);
    }

    [Theory]
    [InlineData("")]
    [InlineData("escalation:\n")]
    [InlineData("escalation:\n  when:\n  slack_webhook:\n")]
    public void Nothing_said_is_the_defaults(string text)
    {
        var reading = Read(text);
        Assert.Empty(reading.Diagnostics);
        Assert.Equal(["failed", "blocked", "waiting"], reading.Config.Escalation.When.AsEnumerable());
        Assert.Empty(reading.Config.Escalation.Variables);
        Assert.Empty(reading.Config.Escalation.Command);
        Assert.Equal(TimeSpan.FromSeconds(10), reading.Config.Escalation.Timeout);
    }

    [Theory]
    [InlineData("slack_webhook: https://hooks.slack.com/services/T0/B0/hush-hush-hush")]
    [InlineData("webhook_url: \"http://example.com/hush-hush-hush\"")]
    [InlineData("webhook_secret: hush-hush-hush")]
    [InlineData("webhook_secret: hushhushhush")]
    [InlineData("webhook_secret: 1HUSHHUSHHUSH")]
    [InlineData("slack_webhook: ${HUSH}")]
    [InlineData("command: [curl, \"https://hooks.slack.com/services/T0/B0/hush-hush-hush\"]")]
    [InlineData("command: [curl, -H, \"Authorization: Bearer hush-hush-hush\"]")]
    public void A_secret_is_refused_at_its_place_and_not_repeated(string line)
    {
        var reading = Read($"escalation:\n  {line}\n");
        var problem = Assert.Single(reading.Diagnostics);
        Assert.Equal(("CHOO0107", 2, line.IndexOf(':', StringComparison.Ordinal) + 5), (problem.Code, problem.Line, problem.Column));
        Assert.DoesNotContain("hush", problem.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(reading.Config.Escalation.Variables);
    }

    [Fact]
    public void Only_known_words_say_what_is_told()
    {
        var problem = Assert.Single(Read("escalation:\n  when: [failed, wating]\n").Diagnostics);
        Assert.Equal(".choo.yaml(2,18): error CHOO0104: escalation.when must be one of failed, blocked, waiting, ended (got: wating); did you mean 'waiting'?", problem.ToString());
    }
}
