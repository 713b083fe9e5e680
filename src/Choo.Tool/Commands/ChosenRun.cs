using Choo.Core.Diagnostics;
using Choo.Core.State;
using Choo.Core.Text;
using Choo.Engine;
using Choo.Tool.Cli;

namespace Choo.Tool.Commands;

/// <summary>The run that a command looks at: the one <c>--run</c> names, else the newest.</summary>
internal static class ChosenRun
{
    /// <summary>The run; null when none was named and there is none.</summary>
    public static RunRecord? Of(Invocation invocation) => Of(invocation, IdOf(invocation));

    /// <summary>The run that a positional argument names; the newest where it was not given, null when there is none.</summary>
    public static RunRecord? OfArgument(Invocation invocation, int index) =>
        Of(invocation, invocation.Argument(index) is { } given ? IdOf(invocation, given) : null);

    private static RunRecord? Of(Invocation invocation, string? chosen)
    {
        if (chosen is not { } id)
        {
            return RunHistory.Latest(invocation.Folder);
        }

        return RunHistory.Find(invocation.Folder, id)
            ?? throw new UsageException(DiagnosticCodes.JournalUnreadable.Because($"the run {id} cannot be shown: its journal does not begin with orch.started"));
    }

    /// <summary>The whole id of the run that <c>--run</c> names by its beginning; null when it was not given.</summary>
    public static string? IdOf(Invocation invocation) => invocation[CommonOptions.Run] is { } given ? IdOf(invocation, given) : null;

    private static string IdOf(Invocation invocation, string given)
    {
        var ids = RunHistory.Ids(invocation.Folder);
        var found = ids.Contains(given) ? [given] : ids.Where(id => id.StartsWith(given, StringComparison.Ordinal)).ToArray();
        return found switch
        {
            [var only] => only,
            [] => throw new UsageException($"there is no run '{given}'{NearestName.Hint(given, ids, "'dotnet choo runs' lists the runs")}"),
            _ => throw new UsageException($"'{given}' could be {string.Join(" or ", found.Take(3))}{(found.Length > 3 ? $" or {found.Length - 3} others" : "")}; give more of the id"),
        };
    }

    /// <summary>The error for a unit that the run does not have.</summary>
    public static UsageException HasNoUnit(RunRecord run, string unit) =>
        new(DiagnosticCodes.UnknownUnit.Because($"run {run.Id} has no unit {unit}{NearestName.Hint(unit, run.State.Units.Select(each => each.Id))}"));
}
