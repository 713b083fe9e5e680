using Xunit;

namespace Choo.Adapters.Tests.Agents;

/// <summary>A test of what only Unix has: execute permissions, shell scripts, signals.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute() => Skip = OperatingSystem.IsWindows() ? "only on Unix" : null;
}
