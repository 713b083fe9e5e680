namespace Choo.Tool.Tests.Reliability;

/// <summary>A way in which work was lost somewhere.</summary>
/// <param name="Number">What tests name it by.</param>
/// <param name="Title">What happened.</param>
/// <param name="Choo">What choo does in that case.</param>
internal sealed record Incident(string Number, string Title, string Choo)
{
    /// <summary>Why no test holds it off; null when one does.</summary>
    public string? WhyNot { get; init; }
}
