using System.Collections.Immutable;
using Choo.Core.Text;

namespace Choo.Core.Specs.Yaml;

internal static class RepeatedKeys
{
    // Above this a set is cheaper than comparing each pair.
    private const int FewEntries = 12;

    public static ImmutableArray<YamlProblem> In(YamlNode root)
    {
        List<YamlProblem>? found = null;
        Look(root, ref found);
        return found is null ? [] : [.. found.OrderBy(problem => problem.At.Line).ThenBy(problem => problem.At.Column)];
    }

    private static void Look(YamlNode node, ref List<YamlProblem>? found)
    {
        switch (node)
        {
            case YamlNode.Map map:
                LookAtKeys(map.Entries, ref found);
                foreach (var entry in map.Entries)
                {
                    Look(entry.Value, ref found);
                }
                break;
            case YamlNode.List list:
                foreach (var item in list.Items)
                {
                    Look(item, ref found);
                }
                break;
        }
    }

    private static void LookAtKeys(ImmutableArray<YamlEntry> entries, ref List<YamlProblem>? found)
    {
        var firsts = entries.Length > FewEntries ? new Dictionary<string, Position>(StringComparer.Ordinal) : null;
        for (var index = 0; index < entries.Length; index++)
        {
            var entry = entries[index];
            var first = firsts is null ? FirstOf(entries, index) : firsts.TryAdd(entry.Key, entry.KeyAt) ? entry.KeyAt : firsts[entry.Key];
            if (first != entry.KeyAt)
            {
                (found ??= []).Add(new YamlProblem(YamlProblemKind.RepeatedKey, entry.KeyAt, $"'{entry.Key}' is already on line {first.Line}; keep one of the two"));
            }
        }
    }

    private static Position FirstOf(ImmutableArray<YamlEntry> entries, int index)
    {
        for (var earlier = 0; earlier < index; earlier++)
        {
            if (entries[earlier].Key == entries[index].Key)
            {
                return entries[earlier].KeyAt;
            }
        }
        return entries[index].KeyAt;
    }
}
