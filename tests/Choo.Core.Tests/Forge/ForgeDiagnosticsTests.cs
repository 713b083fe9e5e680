using Choo.Core.Diagnostics;
using Choo.Core.Forge;
using Xunit;

namespace Choo.Core.Tests.Forge;

public class ForgeDiagnosticsTests
{
    private static readonly ForgeRepository Place = new("github.com", "octo", "app");

    public static TheoryData<ForgeFailure, string, string> Failures => new()
    {
        { new ForgeFailure.TokenRefused("Bad credentials"), "CHOO5023", "github.com refused the token: Bad credentials; make a new one, or sign in with `gh auth login --hostname github.com`" },
        { new ForgeFailure.Forbidden("Resource not accessible", "contents=write"), "CHOO5024", "the token may not do this in github.com/octo/app: Resource not accessible; it needs contents=write" },
        { new ForgeFailure.Forbidden("no", null), "CHOO5024", "the token may not do this in github.com/octo/app: no" },
        { new ForgeFailure.RateLimited(new(2026, 3, 2, 10, 0, 0, TimeSpan.FromHours(1)), "the quota is used up"), "CHOO5025", "github.com takes no more requests until 2026-03-02 09:00:00 UTC: the quota is used up" },
        { new ForgeFailure.Unavailable("no answer"), "CHOO5026", "github.com cannot be reached: no answer" },
        { new ForgeFailure.AnswerLost("cut"), "CHOO5027", "the answer of github.com was lost: cut; whether it did what it was asked is not known" },
        { new ForgeFailure.NotFound("pull request 7"), "CHOO5028", "pull request 7 was not found in github.com/octo/app, or the token may not see it" },
        { new ForgeFailure.Invalid(["a", "b"]), "CHOO5029", "github.com/octo/app refused the request: a; b" },
        { new ForgeFailure.StaleHead("a"), "CHOO5029", "github.com/octo/app refused the request: a" },
        { new ForgeFailure.NotMergeable("a"), "CHOO5029", "github.com/octo/app refused the request: a" },
        { new ForgeFailure.NotRebaseable("a"), "CHOO5029", "github.com/octo/app refused the request: a" },
        { new ForgeFailure.AlreadyExists("a"), "CHOO5029", "github.com/octo/app refused the request: a" },
        { new ForgeFailure.Refused("a"), "CHOO5029", "github.com/octo/app refused the request: a" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void Each_failure_has_its_code_and_says_where(ForgeFailure failure, string code, string message)
    {
        var diagnostic = ForgeDiagnostics.Of(failure, Place);
        Assert.Equal((code, message), (diagnostic.Code, diagnostic.Message));
        Assert.Equal(failure is ForgeFailure.RateLimited ? Severity.Warning : Severity.Error, diagnostic.Severity);
    }

    [Fact]
    public void Every_failure_is_there() => Assert.Equal(
        typeof(ForgeFailure).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(ForgeFailure))).Select(type => type.Name).Order(StringComparer.Ordinal),
        Failures.Select(row => ((ForgeFailure)row[0]).GetType().Name).Distinct().Order(StringComparer.Ordinal));
}
