using System.Text.RegularExpressions;

namespace Choo.Build.Tasks.Mapping;

/// <summary>
/// Turns the commands that the engine's messages name into what works in this build: a target where there is one, else the engine in the
/// package, since the tool need not be installed.
/// </summary>
/// <param name="project">The project as a person names it on the command line.</param>
/// <param name="tool">What starts the engine with a command behind it.</param>
internal sealed partial class BuildSteps(string project, string tool)
{
    /// <summary>Returns the text with this build's commands in place of the tool's.</summary>
    public string InBuild(string text) => Command().Replace(text, match =>
    {
        var quote = match.Groups["quote"].Value;
        return quote + Of(match.Groups["words"].Value) + quote;
    });

    private string Of(string command) => command.Split(' ', StringSplitOptions.RemoveEmptyEntries) switch
    {
        ["run"] => Target("ChooOrchestrate"),
        ["resume"] => Target("ChooOrchestrate", "ChooResume=true"),
        ["resume", "--accept", var unit] => Target("ChooOrchestrate", $"ChooAccept={unit}"),
        ["plan"] => Target("ChooPlan"),
        ["validate"] => Target("ChooValidate"),
        ["status"] => Target("ChooStatus"),
        ["cleanup"] => Target("ChooClean"),
        _ => $"{tool} {command}",
    };

    private string Target(string target, params string[] properties) =>
        $"dotnet msbuild {project} -t:{target}{string.Concat(properties.Select(property => $" -p:{property}"))}";

    // In quotes a command has its arguments; bare, only its name is certain to belong to it.
    [GeneratedRegex(@"(?<quote>[`'])dotnet choo (?<words>[^`']+)\k<quote>|dotnet choo (?<words>[a-z]+)")]
    private static partial Regex Command();
}
