using Xunit;

namespace Choo.Adapters.Tests.Processes;

/// <summary>A fact about what only Linux can do: a child subreaper, and other processes' environments.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute() => Skip = OperatingSystem.IsLinux() ? null : "only Linux has a child subreaper and shows a process's environment";
}
