using System.Text.Json.Nodes;

namespace Choo.Testing.GitHub.Description;

/// <summary>From the schemas of OpenAPI 3.0 to those of JSON Schema: <c>nullable</c> becomes the type null, references point at <c>$defs</c>.</summary>
internal static class SchemaDialect
{
    public static JsonNode? Convert(JsonNode? schema)
    {
        if (schema is JsonArray array)
        {
            return new JsonArray([.. array.Select(Convert)]);
        }

        if (schema is not JsonObject given)
        {
            return schema?.DeepClone();
        }

        if (given["$ref"] is { } reference)
        {
            return new JsonObject { ["$ref"] = reference.GetValue<string>().Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal) };
        }

        var made = new JsonObject();
        foreach (var (key, value) in given.Where(pair => pair.Key is not ("nullable" or "discriminator")))
        {
            made[key] = key == "properties"
                ? new JsonObject(value!.AsObject().Select(property => KeyValuePair.Create(property.Key, Convert(property.Value))))
                : Convert(value);
        }

        return OrNull(given, made);
    }

    /// <summary>The schema of a request's body. GitHub passes over what it does not know; here a name that the description lacks is an error.</summary>
    public static JsonNode Strict(JsonObject schema)
    {
        var strict = schema.DeepClone().AsObject();
        strict.Remove("nullable");
        var made = Convert(strict)!.AsObject();
        if (made.ContainsKey("properties"))
        {
            made["unevaluatedProperties"] = false;
        }

        return OrNull(schema, made);
    }

    // Beside a type null is one more type; only where there is none it takes a choice, whose failures are harder to read.
    private static JsonObject OrNull(JsonObject given, JsonObject made)
    {
        if (given["nullable"]?.GetValue<bool>() != true)
        {
            return made;
        }

        if (made["type"] is not JsonValue type)
        {
            return new JsonObject { ["anyOf"] = new JsonArray(made, new JsonObject { ["type"] = "null" }) };
        }

        made["type"] = new JsonArray(type.DeepClone(), "null");
        if (made["enum"] is JsonArray values)
        {
            values.Add(null);
        }

        return made;
    }
}
