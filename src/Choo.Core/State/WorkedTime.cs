namespace Choo.Core.State;

/// <summary>Time that was worked: the sum of spans that were opened and closed; nothing counts between them.</summary>
/// <param name="Closed">The spans that ended.</param>
/// <param name="Since">When the open one began, null when none is.</param>
public readonly record struct WorkedTime(TimeSpan Closed, DateTimeOffset? Since)
{
    /// <summary>Begins a span, unless one is open.</summary>
    public WorkedTime Open(DateTimeOffset at) => Since is null ? this with { Since = at } : this;

    /// <summary>Ends the open span.</summary>
    public WorkedTime Close(DateTimeOffset at) => new(Until(at), null);

    /// <summary>All of it up to a moment; a clock that was set back adds nothing.</summary>
    public TimeSpan Until(DateTimeOffset at) => Since is { } since && at > since ? Closed + (at - since) : Closed;
}
