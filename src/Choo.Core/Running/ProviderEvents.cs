namespace Choo.Core.Running;

/// <summary>A provider is at its usage limit, or overloaded: no turn of it is started for a while. The turn that found out counts as no attempt.</summary>
/// <param name="Provider">The agent's name.</param>
/// <param name="Reason">limit or overload.</param>
/// <param name="Until">When it is asked again.</param>
/// <param name="Known">Whether the provider named the time; else it is backed off.</param>
/// <param name="Strikes">How many turns in a row ended so.</param>
/// <param name="Message">What the provider said.</param>
public sealed record ProviderParked(string Provider, string Reason, DateTimeOffset Until, bool Known, int Strikes, string Message)
    : EventData("provider.parked");

/// <summary>The time has come to ask a parked provider again.</summary>
/// <param name="Provider">The agent's name.</param>
public sealed record ProviderResumed(string Provider) : EventData("provider.resumed");

/// <summary>A unit's next turn waits for its provider; meanwhile it holds no slot.</summary>
/// <param name="Provider">The agent's name.</param>
public sealed record UnitParked(string Provider) : EventData("unit.parked");
