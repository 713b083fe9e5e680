using Choo.Core.Diagnostics;
using Choo.Core.Escalation;
using Choo.Core.Ports;
using Choo.Core.Secrets;

namespace Choo.Adapters.Escalation;

/// <summary>Posts a message to Slack's incoming webhook. Slack cannot tell a repetition, so a message that may have arrived is not posted again.</summary>
internal sealed class SlackChannel(Uri address, Redactor redactor, PostOptions options) : IEscalationChannel, IDisposable
{
    private static readonly Dictionary<string, string> NoHeaders = [];
    private readonly MessagePost post = new(address, repeats: false, options);

    /// <inheritdoc/>
    public string Name => "slack";

    /// <inheritdoc/>
    public async Task<Diagnostic?> SendAsync(EscalationMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return await post.SendAsync(redactor.Redact(SlackText.Of(message)), NoHeaders, cancellationToken).ConfigureAwait(false) is { } problem ? Undelivered.Of(Name, message, problem) : null;
    }

    public void Dispose() => post.Dispose();
}
