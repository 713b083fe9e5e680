using System.Globalization;
using System.Text;

namespace Choo.Tool.Tests.Reliability;

/// <summary>docs/reliability.md, out of the incidents, the tests that name them and the figures of a full run.</summary>
internal static class ReliabilityPage
{
    private const string Lead = """
        # Reliability

        choo promises that nothing is lost: no commit, no uncommitted file, no agent turn that was paid for. Each line here is a way in which
        that was broken somewhere, with the tests that hold it. This page is made out of the tests: what each does stands on it as an
        attribute, and a test fails when the page is not as they say. `tests/faults.sh` runs all that has figures and writes them here.

        """;

    private const string Afterwards = """

        In each case with a run the repository is looked at afterwards: every unit landed once, `git fsck` is silent, every commit with work in
        it is held by a ref, no worktree, lock, process or temporary file of choo's is left, and branch, stash, hooks, settings and uncommitted
        files of the person are as they were. What .NET itself leaves of a process that is killed (`dotnet-diagnostic-*` in the temporary
        folder) is not choo's.

        ## What is open

        - An agent works with the rights of the person who started choo. The common accidents of its git are refused or told; what passes no
          hook of git's is not, and an agent that takes choo's settings out of its environment or writes into `.git` by hand gets around
          all of it ([0013](decisions/0013-agents-move-only-what-is-theirs.md) names what is known). Its sandbox, where it has one, holds
          that off.
        - What `git stash pop` brings out of the person's stash lands with the unit's work; the entry itself is kept and told.
        - A choo that is killed in the middle of a turn does not tell a stash entry that vanished in that turn.
        - That the repository may be written is looked at for its folders of objects, refs and logs, not for each folder in them.
        - Whether git that a killed choo started still runs is seen on Linux only.
        - The tests run on Linux; Windows (30) and macOS are not tried.

        """;

    public static string Of(RunFigures figures, IReadOnlyList<HeldBy> tests)
    {
        var page = new StringBuilder(Lead);
        WriteFigures(page, figures);
        foreach (var group in Incidents.Groups)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {group.Title}\n\n");
            if (group.Lead.Length > 0)
            {
                page.Append(group.Lead).Append("\n\n");
            }

            page.Append("| # | incident | the test | choo |\n|---|---|---|---|\n");
            foreach (var incident in group.Incidents)
            {
                page.Append(CultureInfo.InvariantCulture, $"| {incident.Number} | {incident.Title} | {Tests(incident, tests)} | {incident.Choo} |\n");
            }
        }

        return page.Append(Afterwards).ToString().ReplaceLineEndings("\n");
    }

    private static string Tests(Incident incident, IReadOnlyList<HeldBy> tests) => incident.WhyNot is { } why
        ? $"does not apply: {why}"
        : string.Join("<br>", tests.Where(test => test.Number == incident.Number).Select(test => $"{test.Does}: `{test.Test}`"));

    private static void WriteFigures(StringBuilder page, RunFigures figures)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n## The figures of a full run\n\n{figures.Day}, {figures.Machine}.\n\n| what | tried | found |\n|---|---|---|\n");
        Row("`kill -9` at random moments over a run of six units", $"{N("kills", "cases")} cases, {N("kills", "kills")} kills survived", $"{N("kills", "failed")} cases failed");
        Row("units that had to land once", N("kills", "units"), $"{N("kills", "landed")} landed, once each");
        Row("agent turns that were paid for before a kill", N("kills", "turns"), $"{N("kills", "repeated")} paid twice");
        Row("commits that choo made", N("kills", "commits"), $"{N("kills", "lost")} lost");
        Row("processes looked for after each kill and at the end", $"{N("kills", "looks")} times", $"{N("kills", "processes")} left");
        foreach (var (kind, called) in Kinds)
        {
            Row($"mutated {called}", $"{N(kind, "inputs")} inputs", $"{N(kind, "failed")} exceptions, hangs or refusals without a place");
        }

        Row("output of an agent", $"{N("flood", "MiB")} MiB", $"choo's memory at its highest: {N("flood", "peak")} MiB");
        Row($"`resume` of {N("thousand", "units")} units after `kill -9`", "until its first unit starts", $"{N("thousand", "first")} ms; the tool alone {N("thousand", "tool")} ms");

        string N(string name, string what) => figures[name, what].ToString("N0", CultureInfo.InvariantCulture);
        void Row(string what, string tried, string found) => page.Append(CultureInfo.InvariantCulture, $"| {what} | {tried} | {found} |\n");
    }

    private static IEnumerable<(string Kind, string Called)> Kinds =>
        [("Specs", "specs"), ("Configurations", "configurations"), ("Journals", "journals"), ("Agents_streams", "streams of agents"), ("Command_lines", "command lines")];
}
