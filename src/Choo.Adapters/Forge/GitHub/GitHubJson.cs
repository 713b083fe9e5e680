using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Octokit.Internal;

namespace Choo.Adapters.Forge.GitHub;

/// <summary>Octokit's serialiser over generated metadata: its own uses reflection, which native code has not.</summary>
internal sealed class GitHubJson : IJsonSerializer
{
    /// <summary>Requests are serialised before Octokit sees them (<see cref="CallContent"/>).</summary>
    public string Serialize(object item) => throw new NotSupportedException($"a request's content must be a {nameof(CallContent)}");

    public T Deserialize<T>(string json) => JsonSerializer.Deserialize(json, TypeOf<T>())!;

    public static byte[] Bytes<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, TypeOf<T>());

    private static JsonTypeInfo<T> TypeOf<T>() =>
        (JsonTypeInfo<T>?)(RestJson.Default.GetTypeInfo(typeof(T)) ?? GraphJson.Default.GetTypeInfo(typeof(T)))
        ?? throw new NotSupportedException($"{typeof(T)} is in no serialiser context");
}
