using System.Collections.Immutable;
using Choo.Adapters.Processes;
using Choo.Core.Configuration;
using Choo.Core.Diagnostics;
using Choo.Core.Ports;
using Choo.Core.Secrets;

namespace Choo.Adapters.Escalation;

/// <summary>Makes the channels that a configuration asks for, with the addresses of choo's own environment. Nothing is sent or started.</summary>
public sealed record EscalationOpening
{
    /// <summary>What is configured.</summary>
    public required EscalationConfig Config { get; init; }

    /// <summary>choo's own environment, which holds addresses and keys.</summary>
    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    /// <summary>The environment of the command.</summary>
    public required IReadOnlyDictionary<string, string> CommandEnvironment { get; init; }

    /// <summary>The repository's root: where the command is started, and what its path is relative to.</summary>
    public required string Folder { get; init; }

    /// <summary>Takes secrets out of what is sent.</summary>
    public required Redactor Redactor { get; init; }

    /// <summary>choo's version.</summary>
    public required string Version { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Makes them.</summary>
    public EscalationChannels Open()
    {
        var channels = ImmutableArray.CreateBuilder<IEscalationChannel>();
        var problems = ImmutableArray.CreateBuilder<Diagnostic>();
        var options = new PostOptions { Timeout = Config.Timeout, Version = Version, Time = Time };
        if (Config.SlackWebhook is { } slack && Address("slack_webhook", slack, mayBePlain: false, problems) is { } incoming)
        {
            channels.Add(new SlackChannel(incoming, Redactor, options));
        }

        if (Config.WebhookUrl is { } webhook && Address("webhook_url", webhook, mayBePlain: true, problems) is { } address && TryKey(problems, out var key))
        {
            channels.Add(new WebhookChannel(address, key, Redactor, options));
        }

        if (!Config.Command.IsEmpty && Program(problems) is { } program)
        {
            channels.Add(new CommandChannel(CommandChannel.Spec(program, Config.Command[1..], Folder, CommandEnvironment, Config.Timeout, Time), Redactor));
        }

        return new EscalationChannels(channels.ToImmutable(), problems.ToImmutable());
    }

    private Uri? Address(string key, string name, bool mayBePlain, ImmutableArray<Diagnostic>.Builder problems)
    {
        if (Variables.GetValueOrDefault(name)?.Trim() is not { Length: > 0 } text)
        {
            problems.Add(Unusable($"escalation.{key} names {name}, which is not set; set it to the address"));
            return null;
        }

        var known = Uri.TryCreate(text, UriKind.Absolute, out var address);
        if (known && (address!.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && (mayBePlain || address.IsLoopback))))
        {
            return address;
        }

        problems.Add(Unusable($"escalation.{key} names {name}, whose value is no {(mayBePlain ? "http or https" : "https")} address"));
        return null;
    }

    /// <summary>Without its key nothing is sent: a receiver that asks for signatures would take choo for somebody else.</summary>
    private bool TryKey(ImmutableArray<Diagnostic>.Builder problems, out string? key)
    {
        key = Config.WebhookSecret is { } name ? Variables.GetValueOrDefault(name)?.Trim() : null;
        if (Config.WebhookSecret is not null && string.IsNullOrEmpty(key))
        {
            problems.Add(Unusable($"escalation.webhook_secret names {Config.WebhookSecret}, which is not set; set it to the key, or remove the line to send without a signature"));
            return false;
        }

        return true;
    }

    private string? Program(ImmutableArray<Diagnostic>.Builder problems)
    {
        var name = Config.Command[0];
        var isPath = name.Contains('/') || (OperatingSystem.IsWindows() && name.Contains('\\'));
        var found = isPath ? Programs.Find(Path.Combine(Folder, name), path: null) : Programs.Find(name, CommandEnvironment);
        if (found is null)
        {
            problems.Add(Unusable($"escalation.command is {name}, which is not a program that can be started"));
        }

        return found;
    }

    private static Diagnostic Unusable(string message) => DiagnosticCodes.EscalationUnusable.Because(message);
}
