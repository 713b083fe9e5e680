using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace Choo.Testing.GitHub.Description;

/// <summary>Requests and answers against GitHub's description.</summary>
internal sealed class DescriptionCheck
{
    private const string Root = "https://stand-in.invalid/rest";
    private static readonly Lazy<DescriptionCheck> Loaded = new(() => new DescriptionCheck(RestDescription.Whole));
    private readonly Dictionary<string, JsonSchema> schemas = new(StringComparer.Ordinal);

    // What was found right once is right again; checking costs more than all else in an answer, and most of a list is as it was.
    private readonly ConcurrentDictionary<string, bool> right = new(StringComparer.Ordinal);

    private DescriptionCheck(RestDescription description)
    {
        var definitions = new JsonObject(description.Components["schemas"]!.AsObject().Select(pair => KeyValuePair.Create(pair.Key, SchemaDialect.Convert(pair.Value))));
        var names = new List<string>();
        foreach (var operation in description.Operations)
        {
            if (operation.RequestSchema is { } request)
            {
                Define(Request(operation), SchemaDialect.Strict(request));
            }

            foreach (var status in operation.Statuses)
            {
                if (operation.AnswerSchema(status) is { } answer)
                {
                    Define(Answer(operation, status), SchemaDialect.Convert(Item(answer) ?? answer)!);
                }
            }
        }

        var options = new BuildOptions { SchemaRegistry = new SchemaRegistry() };
        _ = JsonSchema.FromText(new JsonObject { ["$id"] = Root, ["$defs"] = definitions }.ToJsonString(), options);
        foreach (var name in names.Append("basic-error"))
        {
            schemas[name] = JsonSchema.FromText($$"""{"$ref":"{{Root}}#/$defs/{{name}}"}""", options);
        }

        void Define(string name, JsonNode schema)
        {
            definitions[name] = schema;
            names.Add(name);
        }
    }

    public static DescriptionCheck Whole => Loaded.Value;

    /// <summary>What is wrong with a request; empty when nothing is.</summary>
    public IReadOnlyList<string> Request(Operation operation, IReadOnlyDictionary<string, string> query, JsonNode? body)
    {
        var wrong = new List<string>();
        foreach (var (name, value) in query)
        {
            if (!operation.Query.TryGetValue(name, out var schema))
            {
                wrong.Add($"there is no query parameter {name}");
            }
            else if (schema["type"]?.GetValue<string>() == "integer" && !long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                wrong.Add($"query parameter {name} is no integer: {value}");
            }
            else if (schema["enum"] is JsonArray allowed && !allowed.Any(each => each!.GetValue<string>() == value))
            {
                wrong.Add($"query parameter {name} cannot be {value}");
            }
        }

        if (operation.RequestSchema is null)
        {
            wrong.AddRange(body is null ? [] : ["it takes no body"]);
        }
        else if (body is not null)
        {
            wrong.AddRange(Errors(Request(operation), body));
        }
        else if (operation.RequiresBody)
        {
            wrong.Add("the body is missing");
        }

        return wrong;
    }

    /// <summary>What is wrong with an answer; empty when nothing is.</summary>
    public IReadOnlyList<string> Answer(Operation operation, int status, JsonNode? body)
    {
        if (!operation.Statuses.Contains(status))
        {
            // Any call may be refused; what refuses it then is GitHub's usual error.
            return status >= 400 && body is not null ? Errors("basic-error", body) : status >= 400 || status == 304 ? [] : [$"status {status} is not described"];
        }

        if (operation.AnswerSchema(status) is not { } schema || body is null)
        {
            return [];
        }

        var name = Answer(operation, status);
        return Item(schema) is null ? Errors(name, body) : body is JsonArray list ? [.. list.SelectMany(item => Errors(name, item!))] : ["it is no list"];
    }

    // A list is checked item by item.
    private static JsonObject? Item(JsonObject schema) => schema["type"]?.GetValue<string>() == "array" ? schema["items"]!.AsObject() : null;

    private static string Request(Operation operation) => $"{operation.Name.Replace('/', '.')}.request";

    private static string Answer(Operation operation, int status) => $"{operation.Name.Replace('/', '.')}.{status}";

    private List<string> Errors(string name, JsonNode body)
    {
        var text = body.ToJsonString();
        var key = name + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        if (right.ContainsKey(key))
        {
            return [];
        }

        using var document = JsonDocument.Parse(text);
        var schema = schemas[name];
        if (schema.Evaluate(document.RootElement, Options(OutputFormat.Flag)).IsValid)
        {
            right[key] = true;
            return [];
        }

        return [.. (schema.Evaluate(document.RootElement, Options(OutputFormat.List)).Details ?? []).Where(each => each.Errors is { Count: > 0 })
            .Select(each => $"{each.InstanceLocation}: {string.Join("; ", each.Errors!.Select(error => error.Value))}").Distinct().Take(20)];
    }

    private static EvaluationOptions Options(OutputFormat format) => new() { OutputFormat = format, RequireFormatValidation = true };
}
