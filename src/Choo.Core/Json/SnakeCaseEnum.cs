using System.Text.Json;
using System.Text.Json.Serialization;

namespace Choo.Core.Json;

/// <summary>Enums travel as snake_case words.</summary>
/// <typeparam name="T">The enum.</typeparam>
internal sealed class SnakeCaseEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower)
    where T : struct, Enum;
