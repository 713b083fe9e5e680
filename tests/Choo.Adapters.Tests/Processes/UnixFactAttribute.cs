using Xunit;

namespace Choo.Adapters.Tests.Processes;

/// <summary>A fact whose programs are shell scripts.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute() => Skip = OperatingSystem.IsWindows() ? "its programs are shell scripts, which Windows does not have" : null;
}
