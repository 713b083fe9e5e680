using System.Text.Json.Serialization;
using Choo.Core.Json;

namespace Choo.Core.TestEvidence;

/// <summary>In which way a test changed for the worse.</summary>
[JsonConverter(typeof(SnakeCaseEnum<TestChangeKind>))]
public enum TestChangeKind
{
    /// <summary>The test no longer exists, or was not run.</summary>
    Vanished,

    /// <summary>The test is now skipped.</summary>
    Skipped,

    /// <summary>The test ran with more cases before.</summary>
    FewerCases,

    /// <summary>Its body held more assertions before.</summary>
    FewerAssertions,

    /// <summary>A gate that leaves no results ran more tests before.</summary>
    FewerTests,

    /// <summary>The test as it stood before the change fails on the changed code, or is not run there.</summary>
    FailsAsItStood,

    /// <summary>A part of the tests as it stood before the change does not build with the changed code.</summary>
    DoesNotBuildAsItStood,
}

/// <summary>A test that changed for the worse since the base.</summary>
/// <param name="Kind">How.</param>
/// <param name="Test">Class and method; for <see cref="TestChangeKind.FewerTests"/> the gate's command, for <see cref="TestChangeKind.DoesNotBuildAsItStood"/> the file or folder.</param>
/// <param name="Before">Cases, assertions or tests before; 1 where there is nothing to count.</param>
/// <param name="Now">The same now.</param>
public sealed record TestChange(TestChangeKind Kind, string Test, int Before, int Now)
{
    /// <summary>In a few words.</summary>
    public override string ToString() => Kind switch
    {
        TestChangeKind.Vanished => $"{Test} vanished",
        TestChangeKind.Skipped => $"{Test} is skipped",
        TestChangeKind.FewerCases => $"{Test} ran {Now} of {Before} cases",
        TestChangeKind.FewerAssertions => $"{Test} has {Now} of {Before} assertions",
        TestChangeKind.FailsAsItStood => $"{Test} fails as it stood before the unit's changes",
        TestChangeKind.DoesNotBuildAsItStood => $"{Test} does not build as it stood before the unit's changes",
        _ => $"`{Test}` ran {Now} of {Before} tests",
    };
}
