namespace Choo.Core.Diagnostics;

public static partial class DiagnosticCodes
{
    /// <summary>Every code of the registry in the order of the numbers.</summary>
    // Written out, since fields cannot be looked up where code is trimmed; made at each call, since fields of other files may be set after those of this one.
    public static IReadOnlyList<DiagnosticCode> All =>
    [
        Usage, AlreadyRunning, NothingToResume, JournalUnreadable, CannotWrite, LowDisk, RunUnfinished, AlreadyThere, DiskFull, NothingToRetry, NotChoosFolder,
        ConfigMalformed, ConfigUnknownKey, ConfigWrongType, ConfigBadValue, ConfigRepeatedKey, EnvironmentBadValue, ConfigSecret,
        RuntimeMissing, EngineEnded, MSBuildTooOld,
        TasksFolderMissing, FolderSkipped, UnknownStatus, SpecWrongType, MissingNumber, DuplicateNumber, NumberOutOfRange, NumbersDiffer, NumberGap,
        UnknownTaskDependency, SelfDependency, TaskCycle, UnknownUnitDependency, UnitCycle, UnitIdDiffers, UnitIdUnusable, UnitIdsDifferByCase,
        UnknownProvider, EmptyBackpressure, UnknownSpecKey, NoFrontMatter, UnclosedFrontMatter, MalformedFrontMatter, RepeatedSpecKey, SpecNotUtf8,
        FileIgnored, NestedUnit, HiddenFolder, LinkedFolder, MissingUnitKey, RepeatedDependency, StatusContradicted, SpecUnreadable, UnknownUnit,
        NoUnits, GateNeverFails, SpecTooLong, SpecNotText, UnknownUrgency, OlderUrgency, SpecGone, UnitsOutsideRun, DependsOutsideRun, UnitNotTaken,
        BacklogMissing, BacklogMalformed, GapWithoutId, DuplicateGap, GapIdUnusable, GapWrongType, UnknownGapWord, GapIncomplete, UnknownGap, GapCycle, GapNotDispatched, GapNotClosable, GapLeftOpen,
        NoGit, NotARepository, NoCommit, DetachedHead, NoTarget, ShallowClone, BareRepository, SpecNotCommitted, GitFailed, WorktreeKept,
        SpecsNotInTarget, SetupChangedTracked, StashVanished, SharedFilesChanged, NotTrusted, SpecInTheWay, NoSavedWork, WouldOverwrite, WorktreeGone, CannotAdd,
        SetAside, WorktreesInside, CheckoutUnknown, RefInTheWay,
        AgentNotFound, AgentNotExecutable, AgentHasNoCommand, AgentEndedInError, AgentLimitReached, AgentOverloaded, AgentUnauthorized,
        AgentOutOfTurns, AgentTimedOut, AgentSilent, AgentNotStarted, AgentDenied, ProviderClosed, BudgetReached, ReviewError, ReviewWarning,
        ReviewSuggestion, ReviewNote, ReviewNotDone, ReviewerChangedFiles, ReviewBlocks, NoChange, NestedRepository,
        NoBaseline, TeardownFailed, NoWatchdog, LeftoversEnded, NoEvidence, EvidenceBroken, BackpressureFailed, BaselineRed, TargetRed, SetupFailed,
        TasksDeadlocked, AlreadyGreen, NothingProved, TestsForTheWorse, NewTestsProveNothing, BlockedByOthers,
        CheckoutInTheWay, ConflictUnresolved, TargetKeepsMoving, SpecChanged, LandingTakenBack, WorkNotMerged,
        NoForge, NoForgeToken, ForgeTokenRefused, ForgePermission, ForgeRateLimited, ForgeUnavailable, ForgeAnswerLost, ForgeNotFound, ForgeRefused,
        PullRequestClosed, PullRequestRounds, PullRequestTimeout, CheckNeverStarted, PullRequestChanged, PullRequestReady, TargetNotPushed, RouteChanged, MergedUnproved, CheckNotReported,
        TemplateMissing, FeatureUnusable, FeatureMoved, FeatureLeft, NotRebased, PushesElsewhere,
        EscalationNotDelivered, EscalationUnusable,
        CommitUnknown, NothingToCheck, HookInTheWay, CheckBroken,
        Internal,
    ];
}
