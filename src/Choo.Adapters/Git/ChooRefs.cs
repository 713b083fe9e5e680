namespace Choo.Adapters.Git;

/// <summary>Names of choo's refs.</summary>
public static class ChooRefs
{
    /// <summary>The folder of the refs of runs that are not over.</summary>
    public const string All = "refs/choo/";

    /// <summary>Before a run's id.</summary>
    public const string Runs = "refs/choo/runs/";

    /// <summary>The folder of all saved work.</summary>
    public const string Saved = "refs/choo/backup/";

    /// <summary>The folder of a run's refs.</summary>
    public static string Run(string run) => $"{Runs}{run}/";

    /// <summary>Where a unit's newest commit is kept while its run lasts.</summary>
    public static string Unit(string run, string unit) => $"{Run(run)}{unit}";

    /// <summary>The folder of a unit's saved work.</summary>
    public static string Backups(string unit) => $"{Saved}{unit}";

    /// <summary>The branch of a unit that stays unmerged.</summary>
    public static string Branch(string unit) => $"choo/{unit}";
}
