using System.Collections.Immutable;
using Choo.Core.Diagnostics;
using Choo.Core.Secrets;
using Choo.Core.Specs.Yaml;

namespace Choo.Core.Configuration;

/// <summary><c>escalation.*</c>: how a person is told besides the terminal. Addresses and keys are secrets: the file names variables that hold them.</summary>
public sealed record EscalationConfig
{
    // Whoever has such an address can post with it.
    private const string SlackHost = "hooks.slack.com/";

    private static readonly ImmutableArray<string> Usual = ["failed", "blocked", "waiting"];

    /// <summary>What <see cref="When"/> may hold.</summary>
    public static IReadOnlyList<string> Words { get; } = ["failed", "blocked", "waiting", "ended"];

    /// <summary><c>escalation.when</c>: what is told; some of <see cref="Words"/>.</summary>
    public ImmutableArray<string> When { get; init; } = Usual;

    /// <summary><c>escalation.slack_webhook</c>: the variable with the address of Slack's incoming webhook; null for none.</summary>
    public string? SlackWebhook { get; init; }

    /// <summary><c>escalation.webhook_url</c>: the variable with the address that messages are posted to; null for none.</summary>
    public string? WebhookUrl { get; init; }

    /// <summary><c>escalation.webhook_secret</c>: the variable with the key that signs those messages; null for no signature.</summary>
    public string? WebhookSecret { get; init; }

    /// <summary><c>escalation.command</c>: a program and its arguments that gets messages on standard input; empty for none.</summary>
    public ImmutableArray<string> Command { get; init; } = [];

    /// <summary><c>escalation.timeout</c>: the longest one attempt may take, and the longest that a run's end waits for messages that are on their way.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The variables that are named.</summary>
    public ImmutableArray<string> Variables => [.. ((string?[])[SlackWebhook, WebhookUrl, WebhookSecret]).OfType<string>()];

    internal static EscalationConfig From(ConfigValues values)
    {
        var defaults = new EscalationConfig();
        return new EscalationConfig
        {
            When = values.At("escalation", "when") is YamlNode.List ? [.. values.Command("escalation", "when").Where(Words.Contains)] : defaults.When,
            SlackWebhook = Name(values.Text("escalation", "slack_webhook")),
            WebhookUrl = Name(values.Text("escalation", "webhook_url")),
            WebhookSecret = Name(values.Text("escalation", "webhook_secret")),
            Command = values.Command("escalation", "command"),
            Timeout = values.Duration(TimeSpan.FromTicks(1), "escalation", "timeout") ?? defaults.Timeout,
        };
    }

    /// <summary>Reports what stands where a variable's name belongs, and a command that holds a secret; what it is is not repeated.</summary>
    internal static void RefuseSecrets(ConfigCheck check, ConfigValues values)
    {
        foreach (var key in (string[])["slack_webhook", "webhook_url", "webhook_secret"])
        {
            if (values.Text("escalation", key) is { } text && Name(text) is null)
            {
                check.Report(DiagnosticCodes.ConfigSecret, values.At("escalation", key)!.At,
                    $"escalation.{key} must be the name of an environment variable, in capitals such as CHOO_{key.ToUpperInvariant()}; what it holds does not belong in this file");
            }
        }

        if (values.At("escalation", "command") is { } command && values.Command("escalation", "command").Any(IsSecret))
        {
            check.Report(DiagnosticCodes.ConfigSecret, command.At, "escalation.command holds a secret: let the program read it from where only you can");
        }
    }

    // In capitals only: a key could look like a name in small letters.
    private static string? Name(string? text) =>
        text is { Length: > 0 } && !char.IsAsciiDigit(text[0]) && text.All(each => char.IsAsciiLetterUpper(each) || char.IsAsciiDigit(each) || each == '_') ? text : null;

    private static bool IsSecret(string text) => text.Contains(SlackHost, StringComparison.OrdinalIgnoreCase) || Redactor.Shapes.Redact(text) != text;
}
