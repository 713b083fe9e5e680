using Choo.Adapters.Escalation;
using Choo.Core.Configuration;
using Choo.Core.Secrets;
using Xunit;

namespace Choo.Adapters.Tests.Escalation;

/// <summary>Which ways can be used, and why others cannot.</summary>
public sealed class EscalationOpeningTests
{
    private static EscalationChannels Open(EscalationConfig config, params (string Name, string Value)[] variables) => new EscalationOpening
    {
        Config = config,
        Variables = variables.ToDictionary(each => each.Name, each => each.Value),
        CommandEnvironment = new Dictionary<string, string> { ["PATH"] = "/nowhere" },
        Folder = Path.GetTempPath(),
        Redactor = Redactor.Shapes,
        Version = "1",
    }.Open();

    [Fact]
    public void Nothing_is_configured_and_nothing_is_opened()
    {
        using var opened = Open(new EscalationConfig());
        Assert.Empty(opened.All);
        Assert.Empty(opened.Problems);
    }

    [Fact]
    public void All_that_can_be_used_is_opened()
    {
        using var opened = Open(
            new EscalationConfig { SlackWebhook = "S", WebhookUrl = "W", WebhookSecret = "K" }, ("S", " https://hooks.slack.com/services/x\n"), ("W", "http://alerts.example/x"), ("K", "key"));
        Assert.Equal(["slack", "webhook"], opened.All.Select(channel => channel.Name));
        Assert.Empty(opened.Problems);
    }

    [Theory]
    [InlineData(null, "escalation.slack_webhook names S, which is not set; set it to the address")]
    [InlineData("  ", "escalation.slack_webhook names S, which is not set; set it to the address")]
    [InlineData("hush", "escalation.slack_webhook names S, whose value is no https address")]
    [InlineData("http://hooks.slack.com/hush", "escalation.slack_webhook names S, whose value is no https address")]
    [InlineData("file:///hush", "escalation.slack_webhook names S, whose value is no https address")]
    public void An_address_that_cannot_be_used_is_a_warning_that_does_not_repeat_it(string? value, string expected)
    {
        using var opened = Open(new EscalationConfig { SlackWebhook = "S" }, value is null ? [] : [("S", value)]);
        Assert.Empty(opened.All);
        Assert.Equal($"choo: warning CHOO6002: {expected}", Assert.Single(opened.Problems).ToString());
    }

    [Fact]
    public void Without_its_key_a_webhook_is_sent_nothing()
    {
        using var opened = Open(new EscalationConfig { WebhookUrl = "W", WebhookSecret = "K" }, ("W", "https://alerts.example/x"));
        Assert.Empty(opened.All);
        Assert.StartsWith("escalation.webhook_secret names K, which is not set", Assert.Single(opened.Problems).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-such-program")]
    [InlineData("./no/such/program")]
    public void A_program_that_is_not_there_is_a_warning(string program)
    {
        using var opened = Open(new EscalationConfig { Command = [program] });
        Assert.Empty(opened.All);
        Assert.Equal($"escalation.command is {program}, which is not a program that can be started", Assert.Single(opened.Problems).Message);
    }
}
