namespace Choo.Testing;

/// <summary>The test holds off an incident of docs/reliability.md, which is made out of these attributes.</summary>
/// <param name="number">The incident's number there.</param>
/// <param name="does">What the test does for it, to follow "the test".</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class IncidentAttribute(string number, string does) : Attribute
{
    public string Number => number;

    public string Does => does;
}
