using Choo.Core.Specs.Yaml;

namespace Choo.Adapters.Specs;

/// <summary>The YAML reader: the simple part by hand (it loads nothing, which a short command notices), all the rest by YamlDotNet.</summary>
public sealed class YamlReader : IYaml
{
    public static YamlReader Instance { get; } = new();

    public YamlReading Read(string text, int firstLine) =>
        SimpleYaml.TryRead(text, firstLine) is { } root ? YamlReading.Of(root) : WholeYaml.Read(text, firstLine);
}
