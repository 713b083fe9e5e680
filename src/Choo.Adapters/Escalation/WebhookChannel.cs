using System.Security.Cryptography;
using System.Text;
using Choo.Core.Diagnostics;
using Choo.Core.Escalation;
using Choo.Core.Ports;
using Choo.Core.Secrets;

namespace Choo.Adapters.Escalation;

/// <summary>
/// Posts a message as JSON, with its id in <c>X-Choo-Delivery</c> and, where there is a key, the HMAC-SHA256 of the body in <c>X-Choo-Signature</c>. By the
/// id a receiver can tell a repetition, so lost answers are no reason not to try again.
/// </summary>
internal sealed class WebhookChannel(Uri address, string? key, Redactor redactor, PostOptions options) : IEscalationChannel, IDisposable
{
    private readonly MessagePost post = new(address, repeats: true, options);

    /// <inheritdoc/>
    public string Name => "webhook";

    /// <inheritdoc/>
    public async Task<Diagnostic?> SendAsync(EscalationMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var json = redactor.Redact(EscalationJson.Write(message));
        var headers = new Dictionary<string, string> { ["X-Choo-Delivery"] = message.Id };
        if (key is not null)
        {
            headers["X-Choo-Signature"] = $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(json)))}";
        }

        return await post.SendAsync(json, headers, cancellationToken).ConfigureAwait(false) is { } problem ? Undelivered.Of(Name, message, problem) : null;
    }

    public void Dispose() => post.Dispose();
}
