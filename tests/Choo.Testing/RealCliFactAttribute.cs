using Xunit;

namespace Choo.Testing;

/// <summary>A test with a real agent's command line; skipped, with the reason, where that is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RealCliFactAttribute : FactAttribute
{
    public RealCliFactAttribute(params string[] programs)
    {
        Timeout = 120_000;
        var missing = programs.Where(program => RealCli.Find(program) is null).ToArray();
        if (!OperatingSystem.IsLinux())
        {
            Skip = "the real agents' isolation, and the look for what they leave running, are written for Linux";
        }
        else if (missing.Length > 0)
        {
            Skip = $"{string.Join(" and ", missing)} not found: install from npm and name the folder in CHOO_TEST_AGENTS, or put it on PATH";
        }
    }
}
