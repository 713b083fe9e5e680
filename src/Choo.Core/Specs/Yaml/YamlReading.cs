using System.Collections.Immutable;
using Choo.Core.Text;

namespace Choo.Core.Specs.Yaml;

/// <summary>What came of reading one YAML text: its root, or the problems that kept it from being read.</summary>
/// <param name="Root">The root; an empty text is an empty map. Null when the text is malformed.</param>
/// <param name="Problems">What is wrong, in order of place; a repeated key is a problem that leaves the root readable.</param>
public sealed record YamlReading(YamlNode? Root, ImmutableArray<YamlProblem> Problems)
{
    /// <summary>A readable root, together with the repeated keys in it.</summary>
    public static YamlReading Of(YamlNode root) => new(root, RepeatedKeys.In(root));

    /// <summary>A text that could not be read.</summary>
    public static YamlReading Malformed(Position at, string message) => new(null, [new YamlProblem(YamlProblemKind.Malformed, at, message)]);
}

/// <summary>Which kind of problem a YAML text has.</summary>
public enum YamlProblemKind
{
    /// <summary>The text is not YAML, or uses a part of YAML that choo does not support.</summary>
    Malformed,

    /// <summary>A map has the same key twice.</summary>
    RepeatedKey,
}

/// <summary>Something wrong in a YAML text.</summary>
/// <param name="Kind">Which kind.</param>
/// <param name="At">Where.</param>
/// <param name="Message">What is wrong, in one line.</param>
public sealed record YamlProblem(YamlProblemKind Kind, Position At, string Message);
