namespace Choo.Core.Forge;

/// <summary>A repository on a forge.</summary>
/// <param name="Host">The forge's host as people write it, in small letters: <c>github.com</c>; with <c>:port</c> where the address names one.</param>
/// <param name="Owner">A user or an organisation.</param>
/// <param name="Name">Without <c>.git</c>.</param>
public sealed record ForgeRepository(string Host, string Owner, string Name)
{
    /// <summary><c>host/owner/name</c>.</summary>
    public override string ToString() => $"{Host}/{Owner}/{Name}";
}
