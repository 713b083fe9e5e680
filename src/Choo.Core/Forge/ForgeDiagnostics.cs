using System.Globalization;
using Choo.Core.Diagnostics;

namespace Choo.Core.Forge;

/// <summary>Failures of a forge as people are told of them.</summary>
public static class ForgeDiagnostics
{
    /// <summary>The diagnostic of a failure.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="repository">Where it was asked.</param>
    public static Diagnostic Of(ForgeFailure failure, ForgeRepository repository)
    {
        ArgumentNullException.ThrowIfNull(repository);
        var host = repository.Host;
        return failure switch
        {
            ForgeFailure.TokenRefused refused => DiagnosticCodes.ForgeTokenRefused.Because($"{host} refused the token: {refused.Message}; make a new one, or sign in with `gh auth login --hostname {host}`"),
            ForgeFailure.Forbidden forbidden => DiagnosticCodes.ForgePermission.Because(
                $"the token may not do this in {repository}: {forbidden.Message}{(forbidden.Permission is { } needed ? $"; it needs {needed}" : "")}"),
            ForgeFailure.RateLimited limited => DiagnosticCodes.ForgeRateLimited.Because(
                string.Create(CultureInfo.InvariantCulture, $"{host} takes no more requests until {limited.Until.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC: {limited.Message}")),
            ForgeFailure.Unavailable unavailable => DiagnosticCodes.ForgeUnavailable.Because($"{host} cannot be reached: {unavailable.Message}"),
            ForgeFailure.AnswerLost lost => DiagnosticCodes.ForgeAnswerLost.Because($"the answer of {host} was lost: {lost.Message}; whether it did what it was asked is not known"),
            ForgeFailure.NotFound missing => DiagnosticCodes.ForgeNotFound.Because($"{missing.What} was not found in {repository}, or the token may not see it"),
            ForgeFailure.StaleHead stale => Refused(repository, stale.Message),
            ForgeFailure.NotMergeable not => Refused(repository, not.Message),
            ForgeFailure.NotRebaseable not => Refused(repository, not.Message),
            ForgeFailure.AlreadyExists exists => Refused(repository, exists.Message),
            ForgeFailure.Invalid invalid => Refused(repository, string.Join("; ", invalid.Messages)),
            ForgeFailure.Refused refused => Refused(repository, refused.Message),
            _ => throw new ArgumentOutOfRangeException(nameof(failure)),
        };
    }

    private static Diagnostic Refused(ForgeRepository repository, string message) => DiagnosticCodes.ForgeRefused.Because($"{repository} refused the request: {message}");
}
