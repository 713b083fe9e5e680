using Xunit;

namespace Choo.Adapters.Tests.Processes;

/// <summary>A theory whose programs are shell scripts.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UnixTheoryAttribute : TheoryAttribute
{
    public UnixTheoryAttribute() => Skip = OperatingSystem.IsWindows() ? "its programs are shell scripts, which Windows does not have" : null;
}
