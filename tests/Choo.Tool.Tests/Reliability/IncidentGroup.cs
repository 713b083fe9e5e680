using System.Collections.Immutable;

namespace Choo.Tool.Tests.Reliability;

/// <summary>One table of the page.</summary>
internal sealed record IncidentGroup(string Title, string Lead, ImmutableArray<Incident> Incidents);
