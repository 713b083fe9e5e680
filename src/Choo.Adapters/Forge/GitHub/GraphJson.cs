using System.Text.Json.Serialization;
using Choo.Adapters.Forge.GitHub.Wire;

namespace Choo.Adapters.Forge.GitHub;

/// <summary>What goes over the GraphQL interface.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(GraphRequest))]
[JsonSerializable(typeof(GraphAnswer<SnapshotData>))]
[JsonSerializable(typeof(GraphAnswer<ThreadsPageData>))]
[JsonSerializable(typeof(GraphAnswer<ViewerData>))]
[JsonSerializable(typeof(GraphAnswer<MutationData>))]
internal sealed partial class GraphJson : JsonSerializerContext;
