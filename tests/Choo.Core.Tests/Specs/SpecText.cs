using System.Text;
using Choo.Adapters.Specs;
using Choo.Core.Diagnostics;
using Choo.Core.Specs;

namespace Choo.Core.Tests.Specs;

/// <summary>Specs as texts, for tests: folders in a tasks folder called t.</summary>
internal static class SpecText
{
    public static SpecFolder Folder(string name, params (string Name, string Text)[] files) => new(
        name, $"t/{name}", [.. files.OrderBy(file => file.Name, StringComparer.Ordinal).Select(file => File(name, file.Name, file.Text))], []);

    public static SpecFile File(string folder, string name, string text) => new(name, $"t/{folder}/{name}", Encoding.UTF8.GetBytes(text));

    /// <summary>A unit with one task.</summary>
    public static SpecFolder Unit(string name, params string[] dependsOn) =>
        Folder(name, (Core.Specs.Unit.PlanFile, PlanOf(name, dependsOn)), ("01-only.md", Task(1)));

    /// <summary>A unit a with a sound plan and these task files.</summary>
    public static SpecFolder Tasks(params (string Name, string Text)[] files) => Folder("a", [(Core.Specs.Unit.PlanFile, PlanOf("a")), .. files]);

    public static string PlanOf(string name, params string[] dependsOn) => $"---\nunit: {name}\ndepends_on: [{string.Join(", ", dependsOn)}]\n---\n# Plan\n";

    public static string Task(int number, params int[] dependsOn) =>
        $"---\ntask: {number}\nstatus: pending\nbackpressure: \"test -d .\"\ndepends_on: [{string.Join(", ", dependsOn)}]\n---\n# Task {number}\n";

    public static SpecSet Read(params SpecFolder[] folders) => Read([], folders);

    public static SpecSet Read(string[] archived, params SpecFolder[] folders) =>
        SpecReader.Read("t", folders, archived.ToHashSet(), new HashSet<string> { "claude", "codex" }, YamlReader.Instance);

    /// <summary>The diagnostics as a person sees them.</summary>
    public static string[] Lines(this SpecSet specs) => [.. specs.Diagnostics.Select(diagnostic => diagnostic.ToString())];

    public static string[] Errors(this SpecSet specs) => [.. specs.Diagnostics.Where(each => each.Severity == Severity.Error).Select(each => each.ToString())];
}
