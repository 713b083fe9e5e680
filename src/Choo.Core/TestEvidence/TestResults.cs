using System.Collections.Immutable;

namespace Choo.Core.TestEvidence;

/// <summary>The outcome of one test.</summary>
public enum TestOutcome
{
    /// <summary>The test ran and passed.</summary>
    Passed,

    /// <summary>The test ran and failed, or ended in no other known way.</summary>
    Failed,

    /// <summary>The test did not run.</summary>
    Skipped,
}

/// <summary>One result of a test run.</summary>
/// <param name="Assembly">The test assembly's file name.</param>
/// <param name="Class">The class's full name.</param>
/// <param name="Method">The method's name.</param>
/// <param name="Name">The full display name, with the arguments of a theory's case.</param>
/// <param name="Outcome">How it came out.</param>
public sealed record TestCase(string Assembly, string Class, string Method, string Name, TestOutcome Outcome)
{
    /// <summary>Class and method.</summary>
    public string Test => Class.Length == 0 ? Method : $"{Class}.{Method}";
}

/// <summary>A test by its name.</summary>
/// <param name="Assembly">The test assembly's file name.</param>
/// <param name="Test">Class and method.</param>
public sealed record TestKey(string Assembly, string Test);

/// <summary>The results of every test run of one gate.</summary>
/// <param name="Cases">Them.</param>
/// <param name="IsWhole">Whether every run came to its end: none was cut off, and every file of results could be read.</param>
public sealed record TestResults(ImmutableArray<TestCase> Cases, bool IsWhole)
{
    /// <summary>Names of those that failed, each once.</summary>
    public ImmutableArray<string> Failing() => [.. Cases.Where(each => each.Outcome == TestOutcome.Failed).Select(each => each.Name).Distinct(StringComparer.Ordinal)];

    /// <summary>Tests of which a case passed and none failed.</summary>
    public ImmutableHashSet<TestKey> Passing() =>
        [.. ByTest().Where(test => test.Any(each => each.Outcome == TestOutcome.Passed) && test.All(each => each.Outcome != TestOutcome.Failed)).Select(test => test.Key)];

    /// <summary>Cases by their test.</summary>
    public ILookup<TestKey, TestCase> ByTest() => Cases.ToLookup(each => new TestKey(each.Assembly, each.Test));

    /// <summary>These results and the other ones together.</summary>
    public TestResults Plus(TestResults other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(Cases.AddRange(other.Cases), IsWhole && other.IsWhole);
    }
}
