using Choo.Core.Specs.Yaml;
using Choo.Core.Text;

namespace Choo.Core.Tests.Specs;

/// <summary>YAML for tests of Core, which has no whole reader.</summary>
internal sealed class OnlySimpleYaml : IYaml
{
    public YamlReading Read(string text, int firstLine) => SimpleYaml.TryRead(text, firstLine) is { } root
        ? YamlReading.Of(root)
        : YamlReading.Malformed(new Position(firstLine, 1), "not in the simple part of YAML");
}
