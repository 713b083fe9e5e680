namespace Choo.Adapters.Escalation;

/// <summary>How one attempt to post ended.</summary>
/// <param name="Problem">Why it did not arrive, in a few words without any address; null when it did.</param>
/// <param name="MayRepeat">Whether another attempt does no harm and may help.</param>
/// <param name="Wait">How long the receiver asks to wait; null when it says nothing.</param>
internal sealed record PostAttempt(string? Problem, bool MayRepeat = false, TimeSpan? Wait = null);
