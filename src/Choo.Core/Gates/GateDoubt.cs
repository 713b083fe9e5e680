namespace Choo.Core.Gates;

/// <summary>Why exit code 0 of a gate proves nothing.</summary>
public enum GateDoubt
{
    /// <summary>It was to run tests, and none ran.</summary>
    NoTests,

    /// <summary>Tests failed.</summary>
    FailedTests,

    /// <summary>A compiler or MSBuild reported errors.</summary>
    FailedBuild,
}
