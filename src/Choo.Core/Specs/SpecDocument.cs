using System.Text;
using System.Text.Unicode;
using Choo.Core.Diagnostics;
using Choo.Core.Specs.Yaml;
using Choo.Core.Text;

namespace Choo.Core.Specs;

// A spec's frontmatter as a map, and where its body starts.
internal readonly record struct SpecDocument(YamlNode.Map Map, bool HasFrontMatter, int BodyStart)
{
    // Null when the file cannot be read as a spec; what is wrong has then been added to the problems.
    public static SpecDocument? Read(in SpecFile file, IYaml yaml, List<Diagnostic> problems)
    {
        if (file.Problem is { } problem)
        {
            problems.Add(problem);
            return null;
        }
        var content = file.Content.Span;
        if (content.IndexOf((byte)0) is >= 0 and var zero)
        {
            var at = Utf8Text.PositionOf(content, zero);
            problems.Add(DiagnosticCodes.SpecNotText.At(file.Path, at.Line, at.Column, "the file contains a NUL byte here, so it is not text; save it as UTF-8 text"));
            return null;
        }
        if (!Utf8.IsValid(content))
        {
            var at = Utf8Text.FirstInvalid(content);
            problems.Add(DiagnosticCodes.SpecNotUtf8.At(file.Path, at.Line, at.Column, "the file is not UTF-8 from here on; save it as UTF-8"));
            return null;
        }
        var parts = FrontMatter.Split(content);
        switch (parts.Kind)
        {
            case FrontMatterKind.None:
                return new(new YamlNode.Map([], Position.Start), false, parts.BodyStart);
            case FrontMatterKind.Unclosed:
                problems.Add(DiagnosticCodes.UnclosedFrontMatter.At(file.Path, 1, 1, "the frontmatter that starts here has no closing line '---'"));
                return null;
            default:
                var text = Encoding.UTF8.GetString(content.Slice(parts.YamlStart, parts.YamlLength));
                return MapOf(yaml.Read(text, FrontMatter.FirstLine), file.Path, problems) is { } map && IsOnLines(text, map, file.Path, problems)
                    ? new(map, true, parts.BodyStart)
                    : null;
        }
    }

    private static YamlNode.Map? MapOf(YamlReading reading, string path, List<Diagnostic> problems)
    {
        foreach (var problem in reading.Problems)
        {
            var code = problem.Kind == YamlProblemKind.RepeatedKey ? DiagnosticCodes.RepeatedSpecKey : DiagnosticCodes.MalformedFrontMatter;
            problems.Add(code.At(path, problem.At.Line, problem.At.Column, problem.Message));
        }
        switch (reading.Root)
        {
            case YamlNode.Map map:
                return map;
            case YamlNode.Scalar { IsNull: true } nothing:
                return new YamlNode.Map([], nothing.At);
            case { } other:
                problems.Add(DiagnosticCodes.MalformedFrontMatter.At(path, other.At.Line, other.At.Column, $"the frontmatter must consist of 'key: value' lines, not {YamlFields.Kind(other)}"));
                return null;
            default:
                return null;
        }
    }

    // In braces there is no line that the status could be written on.
    private static bool IsOnLines(string text, YamlNode.Map map, string path, List<Diagnostic> problems)
    {
        var line = text.Contains('{', StringComparison.Ordinal) ? text.Split('\n').Select(each => each.Trim()).FirstOrDefault(each => each is [not '#', ..]) : null;
        if (line is not ['{', ..])
        {
            return true;
        }
        problems.Add(DiagnosticCodes.MalformedFrontMatter.At(path, map.At.Line, map.At.Column, "write the frontmatter as 'key: value' lines, not in braces"));
        return false;
    }
}
