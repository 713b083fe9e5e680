using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Choo.Core.Proofs;

/// <summary>One digest of several texts.</summary>
internal static class PartsDigest
{
    /// <summary>SHA-256, hex. Each part goes in with its length before it, so that no two lists of parts are the same bytes.</summary>
    public static string Of(IEnumerable<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var part in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
