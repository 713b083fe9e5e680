using Choo.Core.Diagnostics;
using Choo.Core.Text;
using Choo.Engine;
using Choo.Tool.Cli;
using Choo.Views.Lines;

namespace Choo.Tool.Commands;

/// <summary><c>why</c>.</summary>
internal static class WhyCommand
{
    public static CommandSpec Spec => new("why", "explain why a unit is not running or how it ended", ExecuteAsync)
    {
        Arguments = [CommonOptions.UnitArgument],
        Options = [CommonOptions.Tasks, CommonOptions.Run],
        Examples = [new("why parser", "what it waits for, or how it ended")],
    };

    private static async Task<int> ExecuteAsync(Invocation invocation)
    {
        var name = invocation.Argument(0)!;
        var output = invocation.Console.Out;
        var run = ChosenRun.Of(invocation);
        if (run?.State.Units.FirstOrDefault(unit => unit.Id == name) is { } progress)
        {
            Print(output, WhyText.Of(progress, run));
            return 0;
        }

        if (run is not null && invocation.Has(CommonOptions.Run))
        {
            throw ChosenRun.HasNoUnit(run, name);
        }

        var report = await ChooHost.PlanAsync(invocation.Request(), invocation.Token).ConfigureAwait(false);
        var units = report.Specs?.Units ?? [];
        if (units.FirstOrDefault(unit => unit.Id == name) is not { } found)
        {
            var known = units.Select(unit => unit.Id).Concat(run?.State.Units.Select(unit => unit.Id) ?? []).Distinct(StringComparer.Ordinal);
            throw new UsageException(DiagnosticCodes.UnknownUnit.Because($"there is no unit {name}{NearestName.Hint(name, known)}"));
        }

        if (report.Plan is null)
        {
            output.WriteLine($"{name} cannot run because the specs have errors:");
            Problems.Print(output, report.Diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error));
            return 0;
        }

        Print(output, WhyText.Of(found, report.Plan));
        return 0;
    }

    private static void Print(TextWriter output, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            output.WriteLine(line);
        }
    }
}
