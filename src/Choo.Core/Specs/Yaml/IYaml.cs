namespace Choo.Core.Specs.Yaml;

/// <summary>Reads YAML with positions.</summary>
public interface IYaml
{
    /// <summary>Reads one YAML document; a malformed one is a value with the place of the problem. Safe to call from many threads.</summary>
    /// <param name="text">The YAML alone, without the lines around it.</param>
    /// <param name="firstLine">The 1-based line of the file on which the text starts; the text starts in column 1.</param>
    YamlReading Read(string text, int firstLine);
}
