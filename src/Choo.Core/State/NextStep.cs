namespace Choo.Core.State;

/// <summary>What a person can do about a unit that did not complete. The command is one that works in that state.</summary>
/// <param name="Before">What to do first, as a request; null when there is nothing.</param>
/// <param name="Command">The command to give then.</param>
public sealed record NextStep(string? Before, string Command)
{
    /// <summary>Continues the run.</summary>
    public const string Resume = "dotnet choo resume";

    /// <summary>Begins a new run.</summary>
    public const string Run = "dotnet choo run";

    /// <inheritdoc/>
    public override string ToString() => Before is null ? Command : $"{Before}, then {Command}";

    /// <summary>By the code that ended the unit; a code that is not known here means that it failed for a reason of its own.</summary>
    public static NextStep Of(string? code, string unit) => code switch
    {
        "CHOO4121" => new("look at the changed tests", Accept(unit)),
        "CHOO4106" => new("make the backpressure fail until the work is done and commit it", Resume),
        "CHOO5001" => new("commit or move the files that git names", Resume),
        "CHOO5004" or "CHOO5005" => new(null, Resume),
        "CHOO1053" => new(null, Run),
        "CHOO3019" => new("sign in again or check the provider's key", Resume),
        "CHOO3020" => new("raise the budget in .choo.yaml", Resume),
        "CHOO3035" => new("make the reviewer work (dotnet choo doctor)", Resume),
        "CHOO3037" => new("look at the findings", Resume),
        "CHOO0011" => new("free some disk space", Resume),
        "CHOO4103" => new("make the target pass its baseline", Resume),
        "CHOO5041" => new("open the pull request again", Resume),
        "CHOO5042" or "CHOO5043" => new("look at the pull request", Resume),
        "CHOO5044" => new("make the check start", Resume),
        "CHOO5045" => new("look at the pull request's branch", Resume),
        "CHOO5046" => new("merge the pull request", Resume),
        "CHOO5047" => new("push the target branch", Resume),
        _ => new(BeforeRetry(code), Retry(unit)),
    };

    /// <summary>Lands a unit whose tests changed for the worse.</summary>
    public static string Accept(params string[] units) => $"{Resume}{string.Concat(units.Select(unit => $" --accept {unit}"))}";

    private static string Retry(string unit) => $"dotnet choo retry {unit}";

    private static string? BeforeRetry(string? code) => code switch
    {
        "CHOO4101" or "CHOO3102" or "CHOO3014" => "make the spec clearer or the task smaller and commit it",
        "CHOO4105" => "correct the tasks' depends_on and commit it",
        "CHOO4104" => "correct worktree.setup in .choo.yaml",
        "CHOO3013" => "sign in again or check the provider's key",
        "CHOO3001" or "CHOO3002" or "CHOO3003" or "CHOO3017" => "make the agent's program start (dotnet choo doctor)",
        "CHOO3015" or "CHOO3016" => "raise the timeout in .choo.yaml if the agent needs longer",
        "CHOO2005" => "create the target branch again",
        "CHOO0006" => "make the folder writable again",
        _ => null,
    };
}
