using Choo.Core.Secrets;

namespace Choo.Adapters.Forge;

/// <summary>A forge's token. Its text is printed nowhere: <see cref="ToString"/> says that it is secret.</summary>
public sealed class ForgeToken
{
    /// <summary>With its value and where it was found.</summary>
    public ForgeToken(string value, string source)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        (Value, Source, Redactor) = (value, source, Redactor.Of([value]));
    }

    /// <summary>The secret itself.</summary>
    public string Value { get; }

    /// <summary>Where it was found: a variable's name or <c>gh auth token</c>.</summary>
    public string Source { get; }

    /// <summary>Takes it out of texts.</summary>
    public Redactor Redactor { get; }

    /// <summary>Where it was found, without its value.</summary>
    public override string ToString() => $"[a token of {Source}]";
}
