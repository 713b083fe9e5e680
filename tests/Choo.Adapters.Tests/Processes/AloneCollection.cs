using Xunit;

namespace Choo.Adapters.Tests.Processes;

/// <summary>Runs beside no other test: what is allocated is counted for the whole process.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
