using System.Globalization;
using System.Text;

namespace Choo.Tool.Tests.Reliability;

/// <summary>docs/reliability.md, out of the incidents, the tests that name them and the figures of a full run.</summary>
internal static class ReliabilityPage
{
    private const string Lead = """
        # Reliability

        choo promises that nothing is lost: no commit, no uncommitted file, no agent turn that was paid for. Each row here is a way in which
        that promise was broken somewhere, with the tests that guard against it. A clean room is a checkout in which no agent ever works; to
        prove a commit means to run its gates there. This page is generated from the tests: an attribute on each test describes what the test,
        its agent or a person does in it, and a test fails when the page differs. `tests/faults.sh` runs everything that has figures and
        writes them here.

        """;

    private const string Afterwards = """

        Wherever a test runs choo, it checks the repository afterwards: every unit landed once, `git fsck` reports nothing, a ref keeps every
        commit with work in it, no worktree, lock, process or temporary file of choo's is left, and the user's branch, stash, hooks, settings
        and uncommitted files are unchanged. The files that .NET itself leaves when a process is killed (`dotnet-diagnostic-*` in the temporary
        folder) are not choo's.

        ## What is open

        - An agent has the permissions of the person who started choo. The common accidents with its git are prevented or reported. What runs
          no git hook is not, and an agent that removes choo's settings from its environment or writes into `.git` by hand bypasses all of
          it ([0013](decisions/0013-agents-move-only-what-is-theirs.md) lists what is known). Its sandbox, where it has one, prevents that.
        - What an agent's `git stash pop` takes from the user's stash lands with the unit's work; the entry itself is kept and reported.
        - If choo is killed in the middle of a turn, a stash entry that vanished in that turn is not reported.
        - Whether the repository is writable is checked for its folders of objects, refs and logs, not for every folder in them.
        - Whether git that a killed choo started is still running is detected only on Linux.
        - The tests run on Linux; Windows (30) and macOS are not tested.

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

            page.Append("| # | incident | what happens in the test | what choo does |\n|---|---|---|---|\n");
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
        Row("`kill -9` at random moments over a run of six units", $"{N("kills", "cases")} runs, killed {N("kills", "kills")} times in total", $"{N("kills", "failed")} failed");
        Row("all processes killed at one moment, as by a power cut, in ten shapes of such runs", $"{N("cuts", "cases")} runs, killed {N("cuts", "kills")} times in total", $"{N("cuts", "failed")} failed");
        Row("`kill -9` while two units go through pull requests of a forge over loopback", $"{N("proposals", "cases")} runs, killed {N("proposals", "kills")} times in total", $"{N("proposals", "failed")} failed; of {N("proposals", "pushes")} pushes {N("proposals", "again")} were made twice");
        Row("units that had to land once", Both("units"), $"{Both("landed")} landed, once each");
        Row("agent turns that were paid for before a kill", Both("turns"), $"{Both("repeated")} paid twice");
        Row("commits that choo made", Both("commits"), $"{Both("lost")} lost");
        Row("leftover processes, checked after each kill and at the end", $"{Both("looks")} checks", $"{Both("processes")} found");
        foreach (var (kind, called) in Kinds)
        {
            Row($"mutated {called}", $"{N(kind, "inputs")} inputs", $"{N(kind, "failed")} exceptions, hangs or errors without a position");
        }

        Row("output of an agent", $"{N("flood", "MiB")} MiB", $"choo's memory at its highest: {N("flood", "peak")} MiB");
        Row($"`resume` of {N("thousand", "units")} units after `kill -9`", "until its first unit starts", $"{N("thousand", "first")} ms, of which {N("thousand", "tool")} ms are the tool's start-up");

        string Both(string what) => (figures["kills", what] + figures["cuts", what]).ToString("N0", CultureInfo.InvariantCulture);
        string N(string name, string what) => figures[name, what].ToString("N0", CultureInfo.InvariantCulture);
        void Row(string what, string tried, string found) => page.Append(CultureInfo.InvariantCulture, $"| {what} | {tried} | {found} |\n");
    }

    private static IEnumerable<(string Kind, string Called)> Kinds =>
        [("Specs", "specs"), ("Configurations", "configurations"), ("Journals", "journals"), ("Agents_streams", "streams of agents"), ("Command_lines", "command lines")];
}
