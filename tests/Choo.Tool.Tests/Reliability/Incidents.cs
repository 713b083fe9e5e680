using System.Collections.Immutable;

namespace Choo.Tool.Tests.Reliability;

/// <summary>Everything that docs/reliability.md has a line for; the tests name these by number.</summary>
internal static class Incidents
{
    private static readonly ImmutableArray<Incident> OtherTools =
    [
        new("1", "commits deleted after their preservation failed", "keeps the worktree and prints its path"),
        new("2", "a branch deleted before the merge was there", "checks that the target contains the commit before it deletes refs"),
        new("3", "a failed merge taken for a success", "anything but a target at the new commit leaves the unit failed or in need of attention, with its commits"),
        new("4", "uncommitted work wiped when an agent ended badly", "saves it, untracked files too, under `refs/choo/backup`"),
        new("5", "the wrong folder deleted", "touches only worktrees that carry its mark"),
        new("6", "a safety commit in the wrong folder", "names the repository in every call, so git never looks upwards; the unit fails"),
        new("7", "a worktree reaped while it was in use", "is refused: the lock names the process"),
        new("8", "a stash of another worktree popped", "never uses the stash; an agent's own stash is refused, and an entry that vanishes while it works is kept and reported"),
        new("9", "`reset --hard` by an agent in a shared tree", "each unit has a tree of its own, and its agent's git moves nothing but that tree's HEAD, which goes back to where it was; what the agent made is saved"),
        new("10", "a force push by an agent", "an agent's push is refused; the forge's token does not reach it"),
        new("11", "garbage collection beside new objects", "starts git with automatic collection off"),
        new("12", "parallel worktrees fail on a lock", "enters them one at a time and fills them side by side"),
        new("13", "orphaned processes", "ends the whole tree, and a watchdog does when choo is killed"),
        new("14", "an agent that finishes and never exits", "treats the turn as finished and stops the process after 10 seconds"),
        new("15", "hangs on inherited or open pipes", "gives and closes standard input, drains both at once"),
        new("16", "a live agent killed by one failed probe", "alive, dead or unknown; unknown ends nothing"),
        new("17", "a dead process taken for one that runs", "identifies a process by pid and start time"),
        new("18", "two orchestrators in one repository", "one lock for the repository; the second reports who holds it"),
        new("19", "runaway spend", "attempts, timeouts and budgets of cost, tokens, turns and time are finite; a unit over its budget needs attention and keeps its work"),
        new("20", "review without end", "rounds of feedback, and of code review, are capped; then a person is asked"),
        new("21", "a limit answered by instant retries", "pauses the provider until the time it named, or backs off; the turn does not count as an attempt"),
        new("22", "a success reported although nothing was done", "a turn without changes is not a success; the gate runs on the exact tree that is committed"),
        new("23", "a state file torn or overwritten", "cuts off an incomplete end; reports a broken line with its number and leaves the file unchanged"),
        new("24", "a merge that drops a side or keeps its markers", "has the agent try again; after the attempts allowed the unit fails, with its commits kept"),
        new("25", "a scheduler that looks idle", "what is ready starts when there is a slot; every run ends"),
        new("26", "secrets in transcripts", "an allow-list of variables; known values and shapes of tokens are redacted in whatever is kept"),
        new("27", "a full disk", "starts nothing without room, stops with a code, loses nothing, continues when there is room"),
        new("28", "cleanup left to a model", "cleanup is code: it removes only what is proved to be kept elsewhere"),
        new("29", "an operation that reported success but did nothing; a start from old files", "checks the result itself, not the exit code"),
        new("30", "half-done removals on Windows", "processes end before a worktree is removed; what git refuses to remove stays and is reported") { WhyNot = "the tests run on Linux" },
    ];

    private static readonly ImmutableArray<Incident> SideBySide =
    [
        new("a", "the agent exits 1", "the next attempt continues from what is there; the unit's failure says so"),
        new("b", "exit 0 and nothing done", "the next prompt says so; exit code 1 if it never changes anything"),
        new("c", "the agent hangs", "the silence and turn timeouts stop it; other units continue"),
        new("d", "`kill -9`, then resume", "every unit lands once, no turn that ended is paid for again, nothing is left"),
        new("e", "a grandchild that ignores SIGTERM", "is stopped, and delays nothing"),
        new("f", "a person's changes in the checkout", "never touches them; a unit that cannot land needs attention and reports why"),
        new("g", "a failing validation command", "runs it itself; what fails does not land"),
    ];

    private static readonly ImmutableArray<Incident> EarlierChoo =
    [
        new("W1", "cleanup broke the next run", "adopts or removes what is there"),
        new("W2", "its folder made the checkout dirty", "`.choo` ignores itself"),
        new("W3", "a lost event hung the run", "every flow ends with an event"),
        new("W4", "events recorded twice", "each is recorded once"),
        new("W5", "merged in the person's checkout", "merges without a checkout (`git merge-tree`); the unit needs attention"),
        new("W6", "merged onto a stale branch", "merges and proves again"),
        new("W7", "the failure not passed on, a claim believed", "the next prompt contains it; only choo writes the status"),
        new("W8", "a unit failed because the agent had already committed everything", "its commit becomes choo's"),
        new("W9", "stuck states", "failed and blocked units get another chance"),
        new("W10", "dependents without what they depend on", "build on the unmerged commits"),
        new("W11", "parallelism 0 looped forever", "an error with its position"),
        new("W12", "unit ids used unchecked in paths and branches", "an id that is not a safe name is a diagnostic"),
        new("W13", "a path prefix was compared without the trailing separator (`/a` matched `/ab`)", "compares whole folders, and the mark"),
        new("W14", "polling", "events, not polls"),
        new("W15", "no timeout, children survive", "the whole tree ends"),
        new("W16", "parallel worktrees unsynchronised", "one at a time under a lock"),
        new("W17", "output without limit", "constant memory, a bounded log"),
        new("W18", "the daemon", "") { WhyNot = "there is none" },
        new("W19", "the terminal view and its keys", "") { WhyNot = "the live view takes no keys" },
        new("W20", "a GitHub token was mandatory", "needs none"),
        new("W21", "frontmatter rewritten", "changes one line"),
        new("W22", "a status that was made up", "read from the journal"),
        new("W23", "secrets in arguments, an open web page", "nothing secret in arguments; there is no page"),
        new("W24", "poll loops of the forge", "reads all pull requests in one request for each interval; what has not changed costs nothing"),
        new("W25", "documents that did not match the code", "tests compare them"),
        new("W26", "permissions always skipped", "acceptEdits and a workspace sandbox, unless configured"),
    ];

    private static readonly ImmutableArray<Incident> Further =
    [
        new("T1", "killed at any moment", "every unit lands once, and a turn that ended is not paid for again"),
        new("T2", "malformed input of any kind", "an error with a code and a position; no exception, nothing that takes longer than a second"),
        new("T3", "1,024 MiB of output", "peak memory under 200 MiB"),
        new("T4", "a run of 1,000 units that was killed", "its first unit starts within a second (the test allows two minutes)"),
        new("T5", "submodules, `core.autocrlf`, sparse checkout, LFS pointers, blanks and non-ASCII letters in paths, packed refs", "works in them as in any other"),
        new("T6", "from inside a linked worktree; hooks and settings of the person's own", "lands in the main checkout; hooks do not run"),
        new("T7", "an empty or torn journal, a clock that was set back", "reports the position, and another run starts"),
        new("T8", "setup commands that change files", "does not count the changes as anybody's work"),
        new("T9", "a user who is not root, a folder that may not be read or written, a repository of somebody else's", "works within its permissions, and reports anything else with a code before it starts"),
        new("T10", "git's settings or hooks, which all worktrees share, change", "reports it once, restores what redirects git or starts programs, keeps the former and the changed version"),
        new("T11", "an agent that writes outside of its worktree", "files outside are not part of the unit's work; a link is committed as a link"),
        new("T12", "a pipe, a device, a link or a huge file where choo reads a file; files that git cannot add; a `.choo` that leads elsewhere; a worktree that somebody removed", "never hangs, follows a link or reads without a limit; names the path; no unit delays another"),
        new("T30", "what choo's own git may see", "an allow-list of variables, without secrets: a filter that an agent configured cannot read any"),
        new("T31", "user settings that change what git's commands do", "passes every setting that a command depends on; the table is in decision 0014"),
        new("T32", "a symbolic ref in the place of one of choo's", "moves only the ref that it means; its own ref is restored, and that is reported"),
        new("T33", "a repository that is not in its working tree", "asks git where the checkout is, and stops before a turn if it cannot land there"),
        new("T34", "a ref in the place of one of choo's", "stops before a turn, and names what to rename"),
        new("T35", "worktrees whose submodules were filled", "removes those whose submodules contain nothing of their own, and keeps the others"),
        new("T36", "a truncated journal", "asks git what landed and what was committed: nothing is merged or paid for twice"),
        new("T37", "files above a worktree that builds and editors find", "makes worktrees outside of the repository, under files that end such a search"),
        new("T38", "a gate that passes only because of files outside the commit", "proves what lands in a clean room: a checkout in which no agent works"),
        new("T39", "exit code 0 without proof", "a gate whose tests failed, or of which none ran, fails (CHOO4107)"),
        new("T40", "conflicts without the usual markers", "judges by the stages of the merge, not by the look of the files"),
        new("T41", "two merges that disagree", "has one merge engine; a conflict turn begins with its very result"),
        new("T42", "default gates found once, for another tree", "finds them for the tree that is judged"),
        new("T43", "an environment that changes what a command does", "what a command writes stays where the command put it"),
        new("T44", "build outputs taken for work", "reads the lists of outputs that MSBuild writes"),
        new("T45", "text of agents that commands a build service", "is text in every output: lines, annotations, summaries, reports"),
        new("T46", "files that others on the machine can read", "0700 and 0600 for all that may hold source text or secrets"),
        new("T47", "specs that a person changes under a run", "text, gate and dependencies of a task are of one commit; if something differs, the unit needs attention or starts with the new text"),
        new("T48", "a landing that a person takes back", "does not count as complete, keeps its commits, lands again with resume"),
        new("T49", "the state of a pooled worktree that outlives its unit", "is reset to its initial state, including index flags and git settings"),
        new("T50", "a turn whose end only its log knows", "is judged and not paid for again"),
        new("T51", "a process that leaves its session and its environment", "ends with the turn that left it"),
        new("T52", "journals and logs of any length", "reads them in pieces: memory is bounded by units"),
        new("T53", "killed while pull requests are pushed, opened, answered and merged", "looks before each step: nothing is proposed, said, pushed or merged twice"),
        new("T54", "comments, names of checks and files that tell an agent to do something else", "are data between fences that they cannot close; gates, paths and landing stay as they are, and strangers reach no agent"),
        new("T55", "people who speak, approve and push while choo answers", "answers what was said meanwhile, counts no approval of what was not seen, pushes over nobody's work, merges one at a time"),
    ];

    public static ImmutableArray<IncidentGroup> Groups { get; } =
    [
        new("Incidents of other tools", "What cost people work in other tools, and what prevents it here.", OtherTools),
        new("Cases in which three other tools were compared", "What choo does in the cases that we ran side by side with three other tools.", SideBySide),
        new("Weaknesses of the earlier choo", "What the previous implementation of choo did before it was rewritten.", EarlierChoo),
        new("More that is tested", "", Further),
    ];
}
