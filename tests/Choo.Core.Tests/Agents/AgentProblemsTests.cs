using Choo.Core.Agents;
using Choo.Core.Diagnostics;
using Xunit;

namespace Choo.Core.Tests.Agents;

public sealed class AgentProblemsTests
{
    [Fact]
    public void A_finished_turn_has_none() => Assert.Empty(AgentProblems.Of(Of(AgentVerdict.Finished), "claude", null));

    [Fact]
    public void Every_other_verdict_has_a_code_of_its_own()
    {
        var codes = Enum.GetValues<AgentVerdict>()
            .Where(verdict => verdict != AgentVerdict.Finished)
            .Select(verdict => Assert.Single(AgentProblems.Of(Of(verdict), "claude", "logs/x.log")).Code)
            .ToList();

        Assert.Equal(codes.Distinct().Count(), codes.Count);
        Assert.All(codes, code => Assert.StartsWith("CHOO30", code, StringComparison.Ordinal));
    }

    [Fact]
    public void A_limit_says_until_when()
    {
        var outcome = Of(AgentVerdict.LimitReached) with { ResetsAt = new DateTimeOffset(2026, 3, 1, 15, 0, 0, TimeSpan.FromHours(1)) };

        var problem = Assert.Single(AgentProblems.Of(outcome, "claude", "logs/x.log"));

        Assert.Equal("choo: error CHOO3011: claude reached its usage limit until 2026-03-01 15:00 +01:00: why; its output is in logs/x.log", problem.ToString());
    }

    [Fact]
    public void Denied_tools_are_a_warning_that_names_them_once()
    {
        var problem = Assert.Single(AgentProblems.Of(Of(AgentVerdict.Finished) with { Denials = ["Bash", "Write", "Bash"] }, "claude", null));

        Assert.Equal(Severity.Warning, problem.Severity);
        Assert.Equal("claude was denied Bash, Write; allow it in provider.providers.claude.args", problem.Message);
    }

    private static AgentOutcome Of(AgentVerdict verdict) => new() { Verdict = verdict, ExitCode = 1, DurationMs = 5000, Error = "why" };
}
