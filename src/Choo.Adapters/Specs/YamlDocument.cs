using System.Collections.Immutable;
using Choo.Core.Specs.Yaml;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Choo.Adapters.Specs;

/// <summary>Builds nodes from YamlDotNet's parser events; anchors, aliases, tags and further documents are refused with their place.</summary>
internal sealed class YamlDocument
{
    private const int Deepest = 64;

    private readonly Parser _events;
    private readonly TextLines _lines;

    private YamlDocument(string text, TextLines lines)
    {
        _events = new Parser(new StringReader(text));
        _lines = lines;
    }

    /// <summary>Reads one YAML document; a malformed one is a value.</summary>
    public static YamlReading Read(string text, int firstLine)
    {
        var lines = new TextLines(text, firstLine);
        // YamlDotNet leaves out a directive it does not know, wherever it stands.
        var directive = text.StartsWith('%') ? 0 : text.IndexOf("\n%", StringComparison.Ordinal) + 1;
        if (directive > 0 || text.StartsWith('%'))
        {
            return YamlReading.Malformed(lines.At(directive), "YAML directives are not supported; remove the line, or put quotes around a value that begins with %");
        }

        var reader = new YamlDocument(text, lines);
        try
        {
            return YamlReading.Of(reader.Document());
        }
        catch (RefusedYaml refused)
        {
            return YamlReading.Malformed(lines.At(refused.Offset), refused.Message);
        }
        catch (YamlException malformed)
        {
            var mistake = new YamlMistake(text, (int)malformed.Start.Index, malformed.Message);
            return YamlReading.Malformed(lines.At(mistake.Place()), mistake.Explain());
        }
        catch (Exception malformed) when (malformed is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            // YamlDotNet 16.3 throws these, which carry no place, for a few malformed texts such as "- [[---" with a next line behind it.
            return YamlReading.Malformed(lines.At(reader._events.Current?.End.Index ?? 0), YamlMistake.WithoutWords(text));
        }
    }

    private YamlNode Document()
    {
        _events.Consume<StreamStart>();
        if (_events.Accept<StreamEnd>(out _))
        {
            return new YamlNode.Map([], _lines.At(0));
        }
        _events.Consume<DocumentStart>();
        var root = Node(0);
        _events.Consume<DocumentEnd>();
        if (_events.TryConsume<DocumentStart>(out var second))
        {
            throw new RefusedYaml(second.Start, "a second YAML document starts here; only one is read");
        }
        return root;
    }

    private YamlNode Node(int depth)
    {
        var current = _events.Consume<ParsingEvent>();
        if (current is NodeEvent { Anchor.IsEmpty: false })
        {
            throw new RefusedYaml(current.Start, "YAML anchors are not supported: write the value out, or put quotes around text that begins with &");
        }
        if (current is NodeEvent { Tag.IsEmpty: false })
        {
            throw new RefusedYaml(current.Start, "YAML tags are not supported: remove it, or put quotes around text that begins with !");
        }
        if (depth > Deepest)
        {
            throw new RefusedYaml(current.Start, $"nested more than {Deepest} levels deep");
        }
        return current switch
        {
            Scalar scalar => ScalarOf(scalar),
            SequenceStart start => List(start, depth),
            MappingStart start => Map(start, depth),
            AnchorAlias => throw new RefusedYaml(current.Start, "YAML aliases are not supported: write the value out, or put quotes around text that begins with *"),
            _ => throw new RefusedYaml(current.Start, "a value is expected here"),
        };
    }

    private YamlNode.Scalar ScalarOf(Scalar scalar)
    {
        var (start, end) = ((int)scalar.Start.Index, (int)scalar.End.Index);
        return new(scalar.Value, scalar.Style == ScalarStyle.Plain, _lines.At(start), new YamlSpan(start, end));
    }

    private YamlNode.List List(SequenceStart start, int depth)
    {
        var items = ImmutableArray.CreateBuilder<YamlNode>();
        while (!_events.TryConsume<SequenceEnd>(out _))
        {
            items.Add(Node(depth + 1));
        }
        return new(items.DrainToImmutable(), _lines.At(start.Start.Index));
    }

    private YamlNode.Map Map(MappingStart start, int depth)
    {
        var entries = ImmutableArray.CreateBuilder<YamlEntry>();
        while (!_events.TryConsume<MappingEnd>(out _))
        {
            var keyAt = _events.Current!.Start;
            if (Node(depth + 1) is not YamlNode.Scalar key)
            {
                throw new RefusedYaml(keyAt, "a key must be a single word, not a list or map");
            }
            entries.Add(new YamlEntry(key.Text, key.At, Node(depth + 1)));
        }
        return new(entries.DrainToImmutable(), _lines.At(start.Start.Index));
    }

    // Thrown only inside this file, to leave the recursion; it never gets out.
    private sealed class RefusedYaml(Mark at, string message) : Exception(message)
    {
        public long Offset => at.Index;
    }
}
