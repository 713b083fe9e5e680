using System.Collections.Immutable;
using Choo.Core.Specs.Yaml;

namespace Choo.Core.Backlogs;

/// <summary>The records of a backlog's file, by id.</summary>
internal sealed class GapRecords
{
    private readonly Dictionary<string, YamlNode.Map?> byId = new(StringComparer.OrdinalIgnoreCase);

    public GapRecords(string text, IYaml yaml)
    {
        ImmutableArray<YamlNode> items = yaml.Read(text, 1).Root switch
        {
            YamlNode.List list => list.Items,
            YamlNode.Map map when map.Find("gaps")?.Value is YamlNode.List list => list.Items,
            YamlNode.Map map => [map],
            _ => [],
        };
        Count = items.Length;
        foreach (var map in items.OfType<YamlNode.Map>())
        {
            if (map.Find("id")?.Value is YamlNode.Scalar id && !byId.TryAdd(id.Text, map))
            {
                byId[id.Text] = null;
            }
        }
    }

    /// <summary>How many there are, with those that have no id.</summary>
    public int Count { get; }

    /// <summary>The one with that id; null when none has it, or several.</summary>
    public YamlNode.Map? Find(string id) => byId.GetValueOrDefault(id);
}
