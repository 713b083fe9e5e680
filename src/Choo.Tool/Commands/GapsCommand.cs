using System.Collections.Immutable;
using System.Globalization;
using Choo.Core.Backlogs;
using Choo.Core.Diagnostics;
using Choo.Core.Priorities;
using Choo.Core.Text;
using Choo.Engine;
using Choo.Tool.Cli;
using Choo.Views.Json;
using Choo.Views.Lines;
using Choo.Views.Tables;
using Choo.Views.Text;

namespace Choo.Tool.Commands;

/// <summary><c>gaps list</c>, <c>gaps pick</c>, <c>gaps why</c>, <c>gaps dispatch</c> and <c>gaps self-test</c>.</summary>
internal static class GapsCommand
{
    private static readonly ArgumentSpec What = new("what", "what is asked") { Required = true, Choices = ["list", "pick", "why", "dispatch", "self-test"] };

    private static readonly ArgumentSpec Id = new("gap", "the gap that why is asked of, or those that dispatch takes, each with what it depends on") { Repeatable = true };

    private static readonly OptionSpec Path = new("backlog", "a file, or a folder with a file a gap") { Value = "PATH", Kind = ValueKind.File, Default = "backlog.path in .choo.yaml, otherwise docs/gaps.yaml or docs/gaps" };

    private static readonly OptionSpec Most = new("max", "how many gaps pick prints or dispatch takes") { Short = 'n', Value = "N", Kind = ValueKind.Number, Default = "1; for dispatch as many as run at once" };

    private static readonly OptionSpec Kind = new("kind", "whose gaps: a person's, the system's background work, or both") { Value = "KIND", Choices = ["user", "system", "any"], Default = "user" };

    private static readonly OptionSpec Domain = new("domain", "only gaps of this domain, such as docs") { Value = "NAME", Repeatable = true };

    private static readonly OptionSpec Lowest = new("lowest", "the least urgent priority that is picked") { Value = "PRIORITY", Choices = [.. PriorityWords.Priorities], Default = "backlog.lowest_priority in .choo.yaml, otherwise P2" };

    private static readonly OptionSpec All = new("all", "list gaps that are done or dropped too");

    private static readonly OptionSpec Strict = new("strict", "anything that is wrong with the backlog is an error") { Default = "backlog.strict in .choo.yaml" };

    public static CommandSpec Spec => new("gaps", "read a backlog: what to work on next and why; and work on it", ExecuteAsync)
    {
        StopsInOrder = true,
        Arguments = [What, Id],
        Options = [Path, Most, Kind, Domain, Lowest, All, Strict, CommonOptions.Json, .. GapsDispatch.OfRun],
        Examples =
        [
            new("gaps list", "what is to be done: the order in which gaps are picked, and why others are not"),
            new("gaps pick -n 3", "the next three"),
            new("gaps why DOC-12", "what keeps a gap from being picked"),
            new("gaps dispatch", "what would be worked on now; nothing is started"),
            new("gaps dispatch -n 5 --execute", "work on the next five and land them"),
            new("gaps dispatch DOC-12 --execute", "one gap and what it depends on"),
            new("gaps self-test", "a synthetic backlog in a scratch repository, from dispatch to closing, offline"),
            new("gaps list --backlog docs/gaps --strict", "check a backlog in CI: exit code 2 when anything is wrong with it"),
        ],
        ExitCodes =
        [
            new(0, "done, or nothing can be dispatched; problems of single gaps are warnings"),
            ExitCode.UnitFailed,
            new(2, "wrong usage, or the backlog cannot be read; with --strict anything that is wrong with it"),
            ExitCode.Waits, ExitCode.HungUp, ExitCode.Interrupted, ExitCode.Terminated,
        ],
    };

    private static Task<int> ExecuteAsync(Invocation invocation)
    {
        if (invocation.Argument(0) == "dispatch")
        {
            return GapsDispatch.ExecuteAsync(invocation, new GapRequest
            {
                Ids = [.. invocation.Arguments.Positional.Skip(1)],
                Most = GapsDispatch.Most(invocation[Most]),
                Path = invocation[Path],
                Lowest = GapsDispatch.Lowest(invocation[Lowest]),
                Options = Options(invocation, UnitPriority.P2),
                IsStrict = invocation.Has(Strict),
            });
        }

        if (invocation.Argument(0) == "self-test")
        {
            return GapsSelfTest.ExecuteAsync(invocation);
        }

        if (invocation.Arguments.Positional.Count > 2)
        {
            throw new UsageException("only gaps dispatch takes more than one gap");
        }

        if (invocation.Has(GapsDispatch.Execute))
        {
            throw new UsageException("--execute is for gaps dispatch");
        }

        var (backlog, config) = ChooHost.Backlog(invocation.Request(), invocation[Path], invocation.Has(Strict), invocation.Token);
        var picked = GapPicker.Pick(backlog, Options(invocation, config.Backlog.Lowest));
        return Task.FromResult(invocation.Argument(0) switch
        {
            "why" => Why(invocation, backlog, picked),
            "pick" => Pick(invocation, backlog, picked),
            _ => List(invocation, backlog, picked),
        });
    }

    private static PickOptions Options(Invocation invocation, UnitPriority configured) => new()
    {
        Lowest = invocation[Lowest] is { } word ? PriorityWords.Priority(word) ?? configured : configured,
        Kinds = invocation[Kind] switch
        {
            "any" => [GapKind.User, GapKind.System],
            "system" => [GapKind.System],
            _ => [GapKind.User],
        },
        Domains = [.. invocation.Arguments.Values(Domain)],
    };

    private static int List(Invocation invocation, Backlog backlog, PickedGaps picked)
    {
        var others = picked.Excluded.Where(each => invocation.Has(All) || each.Gap.Status is not (GapStatus.Done or GapStatus.Dropped)).ToArray();
        if (!Printed(invocation, picked.Gaps, others, backlog))
        {
            foreach (var line in GapsText.Lines(picked, others, new Paint(invocation.Console.Color)))
            {
                invocation.Console.Out.WriteLine(line);
            }
        }

        return End(backlog);
    }

    private static int Pick(Invocation invocation, Backlog backlog, PickedGaps picked)
    {
        var next = picked.Gaps.Take(invocation[Most] is { } number ? int.Parse(number, CultureInfo.InvariantCulture) : 1).ToArray();
        if (!Printed(invocation, next, [], backlog))
        {
            foreach (var line in GapsText.Next(next))
            {
                invocation.Console.Out.WriteLine(line);
            }

            if (picked.Gaps.IsEmpty && !backlog.HasErrors)
            {
                invocation.Console.Error.WriteLine($"none of {Amounts.Count(backlog.Gaps.Length, "gap")} can be picked; `dotnet choo gaps list` says why");
            }
        }

        return End(backlog);
    }

    private static int Why(Invocation invocation, Backlog backlog, PickedGaps picked)
    {
        if (invocation.Argument(1) is not { } id)
        {
            return Refuse(invocation, DiagnosticCodes.Usage.Because("why needs a gap, such as: dotnet choo gaps why DOC-12"));
        }

        var found = backlog.Gaps.Where(gap => gap.Id.Equals(id, StringComparison.OrdinalIgnoreCase)).ToArray();
        if (found.Length == 0)
        {
            return backlog.HasErrors
                ? Refuse(invocation, [.. backlog.Diagnostics])
                : Refuse(invocation, DiagnosticCodes.UnknownGap.Because($"there is no gap {id}{NearestName.Hint(id, backlog.Gaps.Select(gap => gap.Id))}") with { Severity = Severity.Error });
        }

        if (!Printed(invocation, picked.Gaps.Where(found.Contains), [.. picked.Excluded.Where(each => found.Contains(each.Gap))], backlog))
        {
            foreach (var line in found.SelectMany(gap => GapsText.Why(picked, gap)))
            {
                invocation.Console.Out.WriteLine(line);
            }
        }

        return End(backlog);
    }

    /// <summary>Prints the problems, and for programs all else too; whether it did.</summary>
    private static bool Printed(Invocation invocation, IEnumerable<Gap> picked, IReadOnlyCollection<ExcludedGap> others, Backlog backlog)
    {
        if (!invocation.Has(CommonOptions.Json))
        {
            Problems.Print(invocation.Console.Error, backlog.Diagnostics);
            return false;
        }

        JsonText.PrintObject(invocation.Console.Out, json => GapsJson.Write(json, picked, others, backlog.Diagnostics));
        return true;
    }

    private static int Refuse(Invocation invocation, params ImmutableArray<Diagnostic> problems)
    {
        Problems.Print(invocation.Console.Error, problems);
        return 2;
    }

    private static int End(Backlog backlog) => backlog.HasErrors ? 2 : 0;
}
