using Choo.Core.Specs.Yaml;

namespace Choo.YamlBench;

/// <summary>A reader of YAML by a function.</summary>
internal sealed class Reader(Func<string, int, YamlReading> read) : IYaml
{
    public YamlReading Read(string text, int firstLine) => read(text, firstLine);
}
