using System.Collections.Immutable;
using Choo.Core.Diagnostics;
using Choo.Core.Priorities;
using Choo.Core.Specs.Yaml;

namespace Choo.Core.Specs;

// Reads what a plan says of when its unit may run: priority, effort and locks.
internal static class UrgencyReader
{
    private const int LongestLock = 200;

    public static UnitPriority? Priority(YamlFields fields) => Word(fields, "priority", PriorityWords.Priorities, PriorityWords.Priority, PriorityWords.Of);

    public static UnitEffort? Effort(YamlFields fields) => Word(fields, "effort", PriorityWords.Efforts, PriorityWords.Effort, PriorityWords.Of);

    // Each lock once: to name one twice asks for nothing more.
    public static ImmutableArray<string> Locks(YamlFields fields)
    {
        var names = new List<string>();
        foreach (var item in fields.Items("locks", "[database, port-5000]") ?? [])
        {
            if (item is not YamlNode.Scalar { IsNull: false, Text: { Length: > 0 and <= LongestLock } name } || name.Any(char.IsControl))
            {
                fields.WrongType(item.At, $"a lock must be a name of one line and at most {LongestLock} characters, not {YamlFields.Kind(item)}");
            }
            else if (!names.Contains(name))
            {
                names.Add(name);
            }
        }
        return [.. names];
    }

    private static T? Word<T>(YamlFields fields, string key, IReadOnlyList<string> known, Func<string, T?> parse, Func<T, string> nameOf)
        where T : struct, Enum
    {
        if (fields.Scalar(key) is not { Text.Length: > 0 } word)
        {
            return null;
        }
        if (parse(word.Text) is not { } value)
        {
            fields.Report(DiagnosticCodes.UnknownUrgency, word.At,
                $"unknown {key} '{YamlFields.Shortened(word.Text)}'; it must be one of {string.Join(", ", known)}");
            return null;
        }
        if (nameOf(value) != word.Text)
        {
            fields.Report(DiagnosticCodes.OlderUrgency, word.At, $"'{key}: {word.Text}' is read as {nameOf(value)}");
        }
        return value;
    }
}
