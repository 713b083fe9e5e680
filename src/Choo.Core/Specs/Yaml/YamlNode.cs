using System.Collections.Immutable;
using Choo.Core.Text;

namespace Choo.Core.Specs.Yaml;

/// <summary>A piece of YAML with the place where it starts. A closed set: scalar, list or map; anchors, aliases and tags are refused when read.</summary>
public abstract record YamlNode
{
    private YamlNode(Position at) => At = at;

    /// <summary>Where it starts, in the file it comes from.</summary>
    public Position At { get; }

    /// <summary>A single value.</summary>
    /// <param name="Text">The value with quotes and escapes resolved.</param>
    /// <param name="IsPlain">Whether it was written without quotes and not as a block.</param>
    /// <param name="At">Where it starts; for an absent value, right after the colon.</param>
    /// <param name="Span">What it occupies in the text it was read from, quotes included.</param>
    public sealed record Scalar(string Text, bool IsPlain, Position At, YamlSpan Span) : YamlNode(At)
    {
        /// <summary>Whether it is YAML's null: absent, <c>~</c> or <c>null</c>.</summary>
        public bool IsNull => IsPlain && Text is ("" or "~" or "null" or "Null" or "NULL");
    }

    /// <summary>A list, in flow or block notation.</summary>
    /// <param name="Items">The items as written.</param>
    /// <param name="At">Where it starts.</param>
    public sealed record List(ImmutableArray<YamlNode> Items, Position At) : YamlNode(At);

    /// <summary>A map, in flow or block notation.</summary>
    /// <param name="Entries">The entries as written; a repeated key appears again.</param>
    /// <param name="At">Where it starts.</param>
    public sealed record Map(ImmutableArray<YamlEntry> Entries, Position At) : YamlNode(At)
    {
        /// <summary>The first entry with a key, null when there is none.</summary>
        public YamlEntry? Find(string key)
        {
            foreach (var entry in Entries)
            {
                if (entry.Key == key)
                {
                    return entry;
                }
            }
            return null;
        }
    }
}

/// <summary>A key and its value.</summary>
/// <param name="Key">The key's text.</param>
/// <param name="KeyAt">Where the key starts.</param>
/// <param name="Value">Its value.</param>
public sealed record YamlEntry(string Key, Position KeyAt, YamlNode Value);

/// <summary>A range of a text in UTF-16 units.</summary>
/// <param name="Start">0-based offset of the first unit.</param>
/// <param name="End">Offset after the last unit.</param>
public readonly record struct YamlSpan(int Start, int End);
