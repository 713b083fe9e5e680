namespace Choo.Core.Diagnostics;

// 1xxx: specs and their graph.
public static partial class DiagnosticCodes
{
    /// <summary>The tasks folder is not there, or is a file.</summary>
    public static readonly DiagnosticCode TasksFolderMissing = new("CHOO1001", Severity.Error, "Tasks folder not found");

    /// <summary>A folder among the units is not a unit.</summary>
    public static readonly DiagnosticCode FolderSkipped = new("CHOO1002", Severity.Warning, "Folder skipped: not a unit");

    /// <summary>A status that does not exist.</summary>
    public static readonly DiagnosticCode UnknownStatus = new("CHOO1003", Severity.Error, "Unknown status");

    /// <summary>A value of the wrong type.</summary>
    public static readonly DiagnosticCode SpecWrongType = new("CHOO1004", Severity.Error, "Value of the wrong type");

    /// <summary>A task without a number.</summary>
    public static readonly DiagnosticCode MissingNumber = new("CHOO1005", Severity.Error, "Task without a number");

    /// <summary>Two tasks of a unit with one number.</summary>
    public static readonly DiagnosticCode DuplicateNumber = new("CHOO1006", Severity.Error, "Duplicate task number");

    /// <summary>A task number below 1 or too large.</summary>
    public static readonly DiagnosticCode NumberOutOfRange = new("CHOO1007", Severity.Error, "Task number out of range");

    /// <summary>A task whose <c>task:</c> and <c>number:</c> differ.</summary>
    public static readonly DiagnosticCode NumbersDiffer = new("CHOO1008", Severity.Error, "task and number differ");

    /// <summary>Task numbers that do not run from 1 without a gap.</summary>
    public static readonly DiagnosticCode NumberGap = new("CHOO1009", Severity.Warning, "Gap in the task numbers");

    /// <summary>A task depends on one that its unit does not have.</summary>
    public static readonly DiagnosticCode UnknownTaskDependency = new("CHOO1010", Severity.Error, "Unknown task dependency");

    /// <summary>A task or unit depends on itself.</summary>
    public static readonly DiagnosticCode SelfDependency = new("CHOO1011", Severity.Error, "Dependency on itself");

    /// <summary>Tasks that wait for each other.</summary>
    public static readonly DiagnosticCode TaskCycle = new("CHOO1012", Severity.Error, "Cycle between tasks");

    /// <summary>A unit depends on one that is neither there nor archived.</summary>
    public static readonly DiagnosticCode UnknownUnitDependency = new("CHOO1013", Severity.Error, "Unknown unit dependency");

    /// <summary>Units that wait for each other.</summary>
    public static readonly DiagnosticCode UnitCycle = new("CHOO1014", Severity.Error, "Cycle between units");

    /// <summary>A plan's <c>unit:</c> is not its folder's name.</summary>
    public static readonly DiagnosticCode UnitIdDiffers = new("CHOO1015", Severity.Error, "Unit id differs from its folder");

    /// <summary>A unit id that cannot be a git ref or a path.</summary>
    public static readonly DiagnosticCode UnitIdUnusable = new("CHOO1016", Severity.Error, "Unusable unit id");

    /// <summary>Two unit ids that are the same on a file system that ignores case.</summary>
    public static readonly DiagnosticCode UnitIdsDifferByCase = new("CHOO1017", Severity.Error, "Unit ids differ only by case");

    /// <summary>A plan names an agent that is not configured.</summary>
    public static readonly DiagnosticCode UnknownProvider = new("CHOO1018", Severity.Error, "Unknown provider");

    /// <summary>A task whose backpressure is there but empty.</summary>
    public static readonly DiagnosticCode EmptyBackpressure = new("CHOO1019", Severity.Error, "Empty backpressure");

    /// <summary>A frontmatter key that choo does not know.</summary>
    public static readonly DiagnosticCode UnknownSpecKey = new("CHOO1020", Severity.Warning, "Unknown frontmatter key");

    /// <summary>A plan without frontmatter.</summary>
    public static readonly DiagnosticCode NoFrontMatter = new("CHOO1021", Severity.Warning, "Plan without frontmatter");

    /// <summary>A frontmatter whose closing line is missing.</summary>
    public static readonly DiagnosticCode UnclosedFrontMatter = new("CHOO1022", Severity.Error, "Unclosed frontmatter");

    /// <summary>A frontmatter that is not YAML, or not a map.</summary>
    public static readonly DiagnosticCode MalformedFrontMatter = new("CHOO1023", Severity.Error, "Malformed frontmatter");

    /// <summary>A key that a frontmatter has twice.</summary>
    public static readonly DiagnosticCode RepeatedSpecKey = new("CHOO1024", Severity.Error, "Repeated frontmatter key");

    /// <summary>A spec that is not UTF-8.</summary>
    public static readonly DiagnosticCode SpecNotUtf8 = new("CHOO1025", Severity.Error, "Spec is not UTF-8");

    /// <summary>A file that looks like a task but is not named like one.</summary>
    public static readonly DiagnosticCode FileIgnored = new("CHOO1026", Severity.Warning, "File ignored: not named like a task");

    /// <summary>A unit's folder inside a unit's folder.</summary>
    public static readonly DiagnosticCode NestedUnit = new("CHOO1027", Severity.Warning, "Unit inside a unit ignored");

    /// <summary>A hidden folder among the units.</summary>
    public static readonly DiagnosticCode HiddenFolder = new("CHOO1028", Severity.Info, "Hidden folder skipped");

    /// <summary>A symbolic link to a folder among the units.</summary>
    public static readonly DiagnosticCode LinkedFolder = new("CHOO1029", Severity.Warning, "Linked folder not followed");

    /// <summary>A plan that has a frontmatter without <c>unit:</c>.</summary>
    public static readonly DiagnosticCode MissingUnitKey = new("CHOO1030", Severity.Info, "Plan does not name its unit");

    /// <summary>A dependency that is listed twice.</summary>
    public static readonly DiagnosticCode RepeatedDependency = new("CHOO1031", Severity.Warning, "Dependency listed twice");

    /// <summary>A plan's <c>orch_status</c> says complete and its tasks do not.</summary>
    public static readonly DiagnosticCode StatusContradicted = new("CHOO1032", Severity.Warning, "Plan's status contradicts its tasks");

    /// <summary>A spec that could not be read from the disk.</summary>
    public static readonly DiagnosticCode SpecUnreadable = new("CHOO1033", Severity.Error, "Spec cannot be read");

    /// <summary>A unit was asked for that is not there.</summary>
    public static readonly DiagnosticCode UnknownUnit = new("CHOO1034", Severity.Error, "Unknown unit");

    /// <summary>A tasks folder without a single unit.</summary>
    public static readonly DiagnosticCode NoUnits = new("CHOO1035", Severity.Warning, "No units");

    /// <summary>A backpressure or a baseline check that ends with exit code 0 whatever happens.</summary>
    public static readonly DiagnosticCode GateNeverFails = new("CHOO1036", Severity.Warning, "A gate that can never fail");

    /// <summary>A spec that is larger than a prompt can take.</summary>
    public static readonly DiagnosticCode SpecTooLong = new("CHOO1041", Severity.Error, "Spec too long");

    /// <summary>A spec with bytes that no text has.</summary>
    public static readonly DiagnosticCode SpecNotText = new("CHOO1042", Severity.Error, "Spec is not text");

    /// <summary>A priority or effort that is none of the known words.</summary>
    public static readonly DiagnosticCode UnknownUrgency = new("CHOO1043", Severity.Error, "Unknown priority or effort");

    /// <summary>A priority or effort in the form of an earlier system.</summary>
    public static readonly DiagnosticCode OlderUrgency = new("CHOO1044", Severity.Info, "Priority or effort in another form");

    /// <summary>A unit of a run whose spec the target does not have any more.</summary>
    public static readonly DiagnosticCode SpecGone = new("CHOO1051", Severity.Warning, "The unit's spec is gone");

    /// <summary>Units of the target that are not part of the run that is resumed.</summary>
    public static readonly DiagnosticCode UnitsOutsideRun = new("CHOO1052", Severity.Info, "Units outside the run");

    /// <summary>A unit that was committed to the target while the run goes on, and that cannot be part of it.</summary>
    public static readonly DiagnosticCode UnitNotTaken = new("CHOO1054", Severity.Warning, "New unit not taken into the run");

    /// <summary>A unit of a run depends on one that the run does not have.</summary>
    public static readonly DiagnosticCode DependsOutsideRun = new("CHOO1053", Severity.Error, "Dependency on a unit outside the run");
}
