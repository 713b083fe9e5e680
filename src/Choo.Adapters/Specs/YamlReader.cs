using Choo.Core.Specs.Yaml;

namespace Choo.Adapters.Specs;

/// <summary>The YAML reader, over YamlDotNet.</summary>
public sealed class YamlReader : IYaml
{
    public static YamlReader Instance { get; } = new();

    public YamlReading Read(string text, int firstLine) => YamlDocument.Read(text, firstLine);
}
