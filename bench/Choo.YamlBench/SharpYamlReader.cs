using System.Collections.Immutable;
using Choo.Core.Specs.Yaml;
using Choo.Core.Text;
using SharpYaml;
using SharpYaml.Events;

namespace Choo.YamlBench;

/// <summary>Nodes from SharpYaml's parser events, as the tool makes them from YamlDotNet's. Columns are SharpYaml's own.</summary>
internal sealed class SharpYamlReader
{
    private readonly EventReader events;
    private readonly int firstLine;

    private SharpYamlReader(string text, int firstLine)
    {
        events = new EventReader(Parser.CreateParser(new StringReader(text)));
        this.firstLine = firstLine;
    }

    public static YamlReading Read(string text, int firstLine)
    {
        try
        {
            return YamlReading.Of(new SharpYamlReader(text, firstLine).Document());
        }
        catch (YamlException malformed)
        {
            return YamlReading.Malformed(new Position(firstLine + malformed.Start.Line, malformed.Start.Column + 1), malformed.Message);
        }
    }

    private YamlNode Document()
    {
        events.Expect<StreamStart>();
        if (events.Accept<StreamEnd>())
        {
            return new YamlNode.Map([], new Position(firstLine, 1));
        }

        events.Expect<DocumentStart>();
        var root = Node();
        events.Expect<DocumentEnd>();
        return events.Accept<StreamEnd>() ? root : throw Refuse("a second document");
    }

    private YamlNode Node()
    {
        if (events.Accept<AnchorAlias>() || (events.Peek<NodeEvent>() is { } node && !(string.IsNullOrEmpty(node.Anchor) && string.IsNullOrEmpty(node.Tag))))
        {
            throw Refuse("anchors, aliases and tags are not supported");
        }

        if (events.Allow<Scalar>() is { } scalar)
        {
            return new YamlNode.Scalar(scalar.Value, scalar.Style == ScalarStyle.Plain, At(scalar.Start), new YamlSpan(scalar.Start.Index, scalar.End.Index));
        }

        if (events.Allow<SequenceStart>() is { } list)
        {
            var items = ImmutableArray.CreateBuilder<YamlNode>();
            while (events.Allow<SequenceEnd>() is null)
            {
                items.Add(Node());
            }

            return new YamlNode.List(items.DrainToImmutable(), At(list.Start));
        }

        var map = events.Expect<MappingStart>();
        var entries = ImmutableArray.CreateBuilder<YamlEntry>();
        while (events.Allow<MappingEnd>() is null)
        {
            entries.Add(Node() is YamlNode.Scalar key ? new YamlEntry(key.Text, key.At, Node()) : throw Refuse("a key must be a single word"));
        }

        return new YamlNode.Map(entries.DrainToImmutable(), At(map.Start));
    }

    private YamlException Refuse(string why) => new(events.Parser.Current!.Start, events.Parser.Current.End, why);

    private Position At(Mark mark) => new(firstLine + mark.Line, mark.Column + 1);
}
