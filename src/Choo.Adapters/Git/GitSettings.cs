using System.Collections.Immutable;

namespace Choo.Adapters.Git;

/// <summary>
/// What choo says to each git that it starts, so that no setting of a person, a machine or an agent changes what a command means. The keys,
/// command by command, and those that are left alone with the reason: docs/decisions/0014-settings-that-change-git.md.
/// </summary>
internal static class GitSettings
{
    /// <summary>For every command: arguments that stand before its name.</summary>
    public static ImmutableArray<string> Always { get; } =
    [
        "--no-optional-locks", "--literal-pathspecs", "--no-replace-objects", "--no-pager",
        .. Pairs(
            // Nothing starts a program, asks, signs, or collects garbage beside new objects.
            "gc.auto=0", "maintenance.auto=false", "core.hooksPath=/dev/null", "core.fsmonitor=false", "commit.gpgSign=false", "tag.gpgSign=false", "merge.verifySignatures=false",
            "log.showSignature=false", "submodule.recurse=false", "submodule.propagateBranches=false", "core.editor=true",

            // What is clean, and what is work. A display preference decides neither.
            "status.showUntrackedFiles=normal", "diff.ignoreSubmodules=none", "core.ignoreStat=false", "core.checkStat=default", "core.trustctime=true",
            "sparse.expectFilesOutsideOfPatterns=false", "add.ignoreErrors=false", "clean.requireForce=true",

            // A file is added as it is: whether its line ends would come back the same is a question to a person at a prompt.
            "core.safecrlf=false",

            // Merges are the same in objects, in a worktree and in a checkout, and nobody's memory of an earlier one resolves them.
            "rerere.enabled=false", "rerere.autoUpdate=false", "merge.autoStash=false", "merge.conflictStyle=merge", "merge.renames=true", "merge.directoryRenames=conflict",
            "merge.renameLimit=7000", "merge.renormalize=false", "merge.ff=true", "merge.log=false", "merge.stat=false", "diff.algorithm=histogram", "diff.renames=true", "diff.renameLimit=1000",

            // What is printed is read by choo.
            "core.quotePath=false", "core.abbrev=no", "color.ui=false", "color.status=false", "color.diff=false", "color.branch=false", "column.ui=never", "column.status=never",
            "status.relativePaths=true", "status.renames=false", "status.branch=false", "status.short=false", "status.showStash=false", "status.submoduleSummary=false", "diff.relative=false",
            "diff.orderFile=/dev/null", "log.date=default", "log.decorate=false", "log.follow=false", "log.mailmap=false", "log.diffMerges=off", "i18n.logOutputEncoding=UTF-8", "i18n.commitEncoding=UTF-8",
            "trailer.separators=:", "core.commentChar=#", "advice.detachedHead=false", "advice.graftFileDeprecated=false", "core.warnAmbiguousRefs=true",

            // Refs are files of their own, and nobody waits for a lock for ever.
            "core.preferSymlinkRefs=false", "core.filesRefLockTimeout=1000", "core.packedRefsTimeout=1000", "worktree.useRelativePaths=false",

            // Objects and refs are on the disk before an event speaks of them.
            "core.fsync=committed,reference", "core.fsyncMethod=batch",

            // Units run side by side already; git's own index threads only make them wait for each other (5 ms against 17 for a status).
            "core.preloadIndex=false", "checkout.workers=1"),
    ];

    /// <summary>For worktrees of the pool alone: a person's checkout keeps the index that they chose.</summary>
    public static ImmutableArray<string> Pooled { get; } = ["core.untrackedCache=false", "core.splitIndex=false", "index.sparse=false"];

    /// <summary>Variables of every git.</summary>
    public static ImmutableArray<KeyValuePair<string, string>> Variables { get; } =
    [
        new("GIT_TERMINAL_PROMPT", "0"), new("LC_ALL", "C"), new("GIT_EDITOR", ":"), new("GIT_MERGE_AUTOEDIT", "no"),

        // Read from the person's settings before any -c is; they can send a trace to standard error.
        new("GIT_TRACE2", "0"), new("GIT_TRACE2_PERF", "0"), new("GIT_TRACE2_EVENT", "0"),

        // Like replaced objects: history is what the commits say.
        new("GIT_GRAFT_FILE", "/dev/null"),
    ];

    /// <summary>The variables that give git one more setting, whatever characters its name has: a branch's has any.</summary>
    public static Dictionary<string, string> With(IReadOnlyDictionary<string, string> environment, string key, string value) =>
        new(environment) { ["GIT_CONFIG_COUNT"] = "1", ["GIT_CONFIG_KEY_0"] = key, ["GIT_CONFIG_VALUE_0"] = value };

    private static IEnumerable<string> Pairs(params string[] settings) => settings.SelectMany(setting => (string[])["-c", setting]);
}
