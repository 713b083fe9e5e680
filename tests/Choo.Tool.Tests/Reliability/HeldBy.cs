using System.Text.RegularExpressions;
using Choo.Testing;

namespace Choo.Tool.Tests.Reliability;

/// <summary>A test that names an incident, as its source has it: the tests of all projects are found without loading them.</summary>
/// <param name="Number">The incident.</param>
/// <param name="Test">Type and method.</param>
/// <param name="Does">What it does.</param>
internal sealed partial record HeldBy(string Number, string Test, string Does)
{
    /// <summary>All of them, in the order of files and lines.</summary>
    public static IReadOnlyList<HeldBy> All() =>
    [
        .. from file in Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Folder, "tests"), "*Tests.cs", SearchOption.AllDirectories)
               .Concat(Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Folder, "tests"), "*Properties.cs", SearchOption.AllDirectories))
               .Order(StringComparer.Ordinal)
           from held in In(File.ReadAllText(file), Path.GetFileNameWithoutExtension(file))
           select held,
    ];

    private static IEnumerable<HeldBy> In(string source, string type) =>
        from Match match in Named().Matches(source)
        from Capture attribute in match.Groups["attribute"].Captures
        let words = Words().Match(attribute.Value)
        select new HeldBy(words.Groups[1].Value, $"{type}.{match.Groups["method"].Value}", Regex.Unescape(words.Groups[2].Value));

    [GeneratedRegex("""(?:\[(?<attribute>Incident\("[^\r\n]*"\))\]\s+)+(?:\[[^\r\n]*\]\s+)*public (?:async )?[\w<>]+ (?<method>\w+)\(""")]
    private static partial Regex Named();

    [GeneratedRegex("""^Incident\("([^"]*)", "((?:[^"\\]|\\.)*)"\)$""")]
    private static partial Regex Words();
}
