using System.Text.Json;
using System.Text.Json.Nodes;

namespace Choo.Tool.Tests.Reliability;

/// <summary>What a full run of the fault tests counted: names, and numbers by what they count.</summary>
internal sealed class RunFigures(JsonObject document)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The day of the run.</summary>
    public string Day => (string)document["day"]!;

    /// <summary>The system it ran on, and how many processors it had.</summary>
    public string Machine => (string)document["machine"]!;

    /// <summary>The file as it stands in the repository.</summary>
    public static RunFigures Read(string file) => new(JsonNode.Parse(File.ReadAllText(file))!.AsObject());

    /// <summary>Adds up what the tests noted, one line of JSON each.</summary>
    public static RunFigures Sum(IEnumerable<string> lines, string day, string machine)
    {
        var sums = new SortedDictionary<string, SortedDictionary<string, long>>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            var note = JsonNode.Parse(line)!;
            var name = (string)note["name"]!;
            if (!sums.TryGetValue(name, out var numbers))
            {
                sums[name] = numbers = new(StringComparer.Ordinal);
            }

            foreach (var (what, number) in note["numbers"]!.AsObject())
            {
                numbers[what] = numbers.GetValueOrDefault(what) + (long)number!;
            }
        }

        var document = new JsonObject { ["day"] = day, ["machine"] = machine };
        foreach (var (name, numbers) in sums)
        {
            document[name] = new JsonObject([.. numbers.Select(each => KeyValuePair.Create(each.Key, (JsonNode?)each.Value))]);
        }

        return new RunFigures(document);
    }

    public long this[string name, string what] => (long)(document[name]?[what] ?? throw new InvalidOperationException($"no test noted {name}, {what}: it failed, or was not run"));

    public override string ToString() => document.ToJsonString(Indented) + "\n";
}
