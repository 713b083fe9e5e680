using System.Text.Json.Nodes;

namespace Choo.Testing.GitHub.Description;

/// <summary>
/// Completes an answer: what the description requires and the stand-in does not keep gets an empty value of the right type, so that
/// answers have GitHub's whole form.
/// </summary>
internal static class Filler
{
    private const string NoUrl = "https://stand-in.invalid/";

    public static void Fill(JsonNode? value, JsonObject schema)
    {
        var resolved = RestDescription.Whole.Resolve(schema);
        if (value is JsonArray array && resolved["items"] is JsonObject items)
        {
            foreach (var each in array)
            {
                Fill(each, items);
            }
        }

        if (value is not JsonObject target)
        {
            return;
        }

        foreach (var part in resolved["allOf"]?.AsArray() ?? [])
        {
            Fill(target, part!.AsObject());
        }

        if (Choices(resolved).FirstOrDefault(choice => Fits(target, choice)) is { } chosen)
        {
            Fill(target, chosen);
        }

        var properties = resolved["properties"]?.AsObject() ?? [];
        foreach (var name in (resolved["required"]?.AsArray() ?? []).Select(each => each!.GetValue<string>()).Where(name => !target.ContainsKey(name)))
        {
            target[name] = properties[name] is JsonObject missing ? Empty(missing) : null;
        }

        foreach (var (name, property) in properties)
        {
            if (target[name] is { } inner)
            {
                Fill(inner, property!.AsObject());
            }
        }
    }

    private static IEnumerable<JsonObject> Choices(JsonObject schema) =>
        (schema["oneOf"] ?? schema["anyOf"])?.AsArray().Select(each => each!.AsObject()) ?? [];

    // The choice whose fixed values are those that the answer has.
    private static bool Fits(JsonObject value, JsonObject schema)
    {
        var resolved = RestDescription.Whole.Resolve(schema);
        return resolved["type"]?.GetValue<string>() is null or "object"
            && (resolved["allOf"]?.AsArray() ?? []).All(part => Fits(value, part!.AsObject()))
            && (resolved["properties"]?.AsObject() ?? []).All(property =>
                RestDescription.Whole.Resolve(property.Value!)["enum"] is not JsonArray allowed || !value.TryGetPropertyValue(property.Key, out var given)
                || allowed.Any(each => JsonNode.DeepEquals(each, given)));
    }

    private static JsonNode? Empty(JsonObject schema)
    {
        var resolved = RestDescription.Whole.Resolve(schema);
        if (resolved["nullable"]?.GetValue<bool>() == true)
        {
            return null;
        }

        if (resolved["enum"] is JsonArray allowed)
        {
            return allowed[0]!.DeepClone();
        }

        var type = resolved["type"]?.GetValue<string>();
        if (type is null && Choices(resolved).FirstOrDefault() is { } choice)
        {
            return Empty(choice);
        }

        return (type, resolved["format"]?.GetValue<string>()) switch
        {
            ("string", "uri") => NoUrl,
            ("string", "date-time") => "2000-01-01T00:00:00Z",
            ("string", _) => "",
            ("integer" or "number", _) => 0,
            ("boolean", _) => false,
            ("array", _) => new JsonArray(),
            _ => Object(resolved),
        };
    }

    private static JsonObject Object(JsonObject schema)
    {
        var made = new JsonObject();
        Fill(made, schema);
        return made;
    }
}
