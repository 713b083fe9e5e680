using Choo.Core.Events;
using Choo.Core.Secrets;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Choo.Core.Tests.Secrets;

public sealed class RedactorTests
{
    // Put together here, so that no scanner takes this file for a leak.
    public static TheoryData<string> Tokens =>
    [
        "ghp_" + new string('a', 36), "ghs_" + new string('Z', 36), "github_pat_" + new string('1', 40), "glpat-" + new string('x', 20),
        "sk-ant-api03-" + new string('q', 30) + "7", "sk-proj-1" + new string('k', 40), "xoxb-1234567890-abcdef", "AKIA" + new string('Q', 16),
        "AIza" + new string('b', 35), "npm_" + new string('c', 36), "oy2" + new string('d', 43),
        "eyJhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiIxMjM0NTYifQ." + "abc-DEF_123",
    ];

    [Theory]
    [MemberData(nameof(Tokens))]
    public void The_usual_shapes_of_tokens_are_taken_out_wherever_they_stand(string token)
    {
        Assert.Equal("a [redacted] b", Redactor.Shapes.Redact($"a {token} b"));
        Assert.Equal("x=[redacted]\"", Redactor.Shapes.Redact($"x={token}\""));
        Assert.Equal("[redacted]", Redactor.Shapes.Redact(token));
    }

    [Theory]
    [InlineData("fetch https://me:hunter22@host/r.git now", "fetch https://[redacted]@host/r.git now")]
    [InlineData("Authorization: Bearer abcdefghijkl", "Authorization: Bearer [redacted]")]
    [InlineData("{\"authorization\":\"Basic abcdefghijkl\"}", "{\"authorization\":\"Basic [redacted]\"}")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\nx", "[redacted]\nx")]
    public void So_are_credentials_in_addresses_headers_and_keys(string text, string clean) => Assert.Equal(clean, Redactor.Shapes.Redact(text));

    [Theory]
    [InlineData("src/task-handling-of-everything2-and-more.cs")]
    [InlineData("https://host/a/b?c=d")]
    [InlineData("3f786850e387550fdab836ed7e6dc881de23001b")]
    [InlineData("a bearer of news; ghp_short; sk-learn")]
    [InlineData("specs/tasks/disk-usage-limits-per-unit/01-step.md")]
    public void What_is_no_secret_stays_the_very_same(string text) => Assert.Same(text, Redactor.Shapes.Redact(text));

    [Fact]
    public void Short_values_are_no_secrets() => Assert.Equal("true 1 1234567", Redactor.Of(["true", "1", " 1234567 "]).Redact("true 1 1234567"));

    [Theory]
    [InlineData("x-access-token:")]
    [InlineData("")]
    [InlineData("me:")]
    [InlineData("oauth:")]
    public void What_it_learns_is_taken_out_from_then_on_in_base64_too(string user)
    {
        const string token = "choo-forge-token-0123456789";
        var basic = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{user}{token}"));
        var redactor = Redactor.Of([]);
        Assert.Equal($"{token} {basic}", redactor.Redact($"{token} {basic}"));

        redactor.Learn([token, .. Redactor.InBase64(token)]);

        var clean = redactor.Redact($"{token} {basic}");
        Assert.StartsWith($"{Redactor.Mark} ", clean, StringComparison.Ordinal);
        Assert.All(Redactor.InBase64(token), each => Assert.DoesNotContain(each[4..20], clean, StringComparison.Ordinal));
        Assert.Equal("hello", Redactor.Shapes.Redact("hello"));
    }

    [Fact]
    public void Known_values_are_taken_out_of_events_in_any_writing_and_the_rest_of_them_stays() =>
        Check.QuickThrowOnFailure(Prop.ForAll(
            (from secret in ArbMap.Default.GeneratorFor<NonEmptyString>() from before in ArbMap.Default.GeneratorFor<NonNull<string>>() select (secret.Get, before.Get)).ToArbitrary(),
            each =>
            {
                var secret = $"S3cr-{each.Item1.Trim()}+/\"\\é!";
                var redactor = Redactor.Of([secret]);
                var said = new ValidationFailed(2, AttemptFailure.Gate, $"{each.Item2} {secret}", null);
                var clean = Assert.IsType<ValidationFailed>(EventSecrets.Redact(said, redactor));
                Assert.DoesNotContain(secret, clean.Message, StringComparison.Ordinal);
                Assert.Equal((said.Attempt, said.Reason), (clean.Attempt, clean.Reason));
                Assert.EndsWith(Redactor.Mark, clean.Message, StringComparison.Ordinal);
            }));

    [Fact]
    public void An_event_without_secrets_is_the_very_same()
    {
        var e = new BackpressureStarted("dotnet build", new string('a', 40));
        Assert.Same(e, EventSecrets.Redact(e, Redactor.Of(["hunter2hunter2"])));
    }

    [Theory]
    [InlineData("MY_API_KEY", true)]
    [InlineData("DB_PASSWORD", true)]
    [InlineData("NPM_TOKEN", true)]
    [InlineData("AZURE_DEVOPS_EXT_PAT", true)]
    [InlineData("AWS_SECRET_ACCESS_KEY", true)]
    [InlineData("ApiKey", true)]
    [InlineData("PATH", false)]
    [InlineData("GITHUB_TOKEN_FILE", false)]
    [InlineData("ACTIONS_ID_TOKEN_REQUEST_URL", false)]
    [InlineData("COMPATIBILITY", false)]
    [InlineData("KEYBOARD", false)]
    public void A_variables_name_tells_whether_it_is_secret(string name, bool secret) => Assert.Equal(secret, VariableNames.IsSecret(name));
}
