using System.Collections.Immutable;
using Choo.Adapters.Processes;
using Choo.Core.Gates;

namespace Choo.Engine;

/// <summary>The gates that a run would have, and the .NET SDK where one of them needs it.</summary>
internal static class SdkExamination
{
    private const string GlobalJson = "global.json";

    public static async Task<ImmutableArray<Finding>> ExamineAsync(DoctorScope scope, CancellationToken cancellationToken)
    {
        var defaults = DefaultGates.From(ProjectFiles.In(scope.Repository.Root));
        var baseline = scope.Inputs?.Baseline ?? scope.Config.BaselineChecks ?? defaults.Baseline;
        var needed = Commands(scope, baseline, defaults.Backpressure).Any(NamesDotnet);
        return [Gates(scope, baseline), await SdkAsync(scope, needed, cancellationToken).ConfigureAwait(false)];
    }

    private static Finding Gates(DoctorScope scope, ImmutableArray<Gate> baseline)
    {
        var configured = scope.Config.BaselineChecks is not null;
        var commands = string.Join("; ", baseline.Select(gate => gate.Command));
        return (baseline.IsEmpty, configured) switch
        {
            (false, true) => new Finding("gates", FindingState.Ok, $"{commands} (baseline_checks of {HostConfig.FileName})"),
            (false, false) => new Finding("gates", FindingState.Ok, $"{commands} (the default for the solution or project that was found)"),
            (true, true) => new Finding("gates", FindingState.Warning, "baseline_checks is empty: only each task's own backpressure proves a unit"),
            (true, false) => new Finding(
                "gates", FindingState.Warning, "no solution or project was found: only each task's own backpressure proves a unit", $"set baseline_checks in {HostConfig.FileName}"),
        };
    }

    private static async Task<Finding> SdkAsync(DoctorScope scope, bool needed, CancellationToken cancellationToken)
    {
        var missing = needed ? FindingState.Error : FindingState.Info;
        if (Programs.Find("dotnet", scope.Request.Environment("PATH")) is not { } dotnet)
        {
            return new Finding("dotnet", missing, needed ? "not found, and a gate needs it" : "not found; no gate needs it", needed ? "install the .NET SDK, or put it on the PATH" : null);
        }

        var environment = ChildEnvironment.ForGates(scope.Own, scope.Config.Environment.Gates);
        var answer = await DoctorScope.AskAsync(dotnet, scope.Repository.Root, environment, ["--version"], cancellationToken).ConfigureAwait(false);
        var pinned = File.Exists(Path.Combine(scope.Repository.Root, GlobalJson));
        return answer.Succeeded
            ? new Finding("dotnet", FindingState.Ok, $"SDK {answer.Output}{(pinned ? $", as {GlobalJson} asks" : "")}")
            : new Finding("dotnet", missing, Refusal(answer), pinned ? $"install the SDK that {GlobalJson} asks for, or change {GlobalJson}" : "install a .NET SDK: a runtime alone does not build");
    }

    /// <summary>The dotnet host explains itself in twenty lines; these hold the reason.</summary>
    private static string Refusal(ToolAnswer answer)
    {
        var lines = answer.Lines.ToList();
        var reasons = lines.Where(line => line.StartsWith("Requested SDK version", StringComparison.Ordinal) || line.Contains("No .NET SDKs were found", StringComparison.Ordinal)).ToList();
        return reasons.Count > 0 ? $"no SDK fits: {string.Join("; ", reasons)}" : $"dotnet --version failed: {lines.FirstOrDefault() ?? "it printed nothing"}";
    }

    private static IEnumerable<string> Commands(DoctorScope scope, ImmutableArray<Gate> baseline, string backpressure)
    {
        var units = scope.Inputs?.Units.Select(unit => unit.Id).ToHashSet(StringComparer.Ordinal);
        var tasks = scope.Inputs?.Specs.Units.Where(unit => units!.Contains(unit.Id)).SelectMany(unit => unit.Tasks) ?? [];
        return baseline.Select(gate => gate.Command).Concat(tasks.Select(task => task.Backpressure ?? scope.Inputs!.DefaultBackpressure ?? backpressure));
    }

    private static bool NamesDotnet(string command) => command.Split([' ', ';', '&', '|', '(', ')']).Contains("dotnet");
}
