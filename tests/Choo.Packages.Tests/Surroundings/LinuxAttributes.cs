using Xunit;

namespace Choo.Packages.Tests.Surroundings;

/// <summary>A fact with shell scripts as agents and a look into other processes' environments; ten minutes at most, which no busy machine needs.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxFactAttribute : FactAttribute
{
    internal const string Reason = "its agents are shell scripts, and it looks into other processes' environments as Linux shows them";

    public LinuxFactAttribute() => (Skip, Timeout) = (OperatingSystem.IsLinux() ? null : Reason, 600_000);
}

/// <summary>The same as a theory.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxTheoryAttribute : TheoryAttribute
{
    public LinuxTheoryAttribute() => (Skip, Timeout) = (OperatingSystem.IsLinux() ? null : LinuxFactAttribute.Reason, 600_000);
}

/// <summary>A fact that only root can set up.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute() => (Skip, Timeout) = (OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess ? null : "only root gives a file to somebody else", 600_000);
}
