using Choo.Core.Proofs;
using Xunit;

namespace Choo.Core.Tests.Proofs;

/// <summary>What a proof ran under, as one digest.</summary>
public sealed class ProofConditionsTests
{
    private static readonly ProofConditions Now = new()
    {
        Version = "1.0.0",
        Platform = "linux-x64",
        Sdks = ["/dotnet/sdk/10.0.100", "/dotnet/sdk/9.0.300"],
        Environment = With(),
        Setup = ["npm ci", ""],
        TrustExitCode = false,
    };

    private static Dictionary<string, string> With(params (string Name, string Value)[] more)
    {
        var all = new Dictionary<string, string> { ["PATH"] = "/bin", ["HOME"] = "/home/me" };
        foreach (var (name, value) in more)
        {
            all[name] = value;
        }

        return all;
    }

    [Fact]
    public void Each_condition_counts()
    {
        ProofConditions[] others =
        [
            Now with { Version = "1.0.1" },
            Now with { Platform = "linux-arm64" },
            Now with { Sdks = ["/dotnet/sdk/10.0.100"] },
            Now with { Environment = With(("PATH", "/usr/bin")) },
            Now with { Environment = With(("DOTNET_gcServer", "1")) },
            Now with { Setup = [] },
            Now with { Setup = ["npm ci", "package.json"] },
            Now with { TrustExitCode = true },
        ];

        Assert.Equal(others.Length + 1, others.Append(Now).Select(each => each.Digest()).Distinct().Count());
    }

    [Fact]
    public void What_choo_sets_for_each_run_and_what_differs_between_terminals_does_not_count()
    {
        var other = Now with
        {
            Sdks = [.. Now.Sdks.Reverse()],
            Environment = With(("CHOO_RUN", "r"), ("CHOO_SESSION", "s"), ("CHOO_UNIT", "u"), ("CHOO_TEST_RESULTS", "/f"), ("TERM", "xterm"), ("XDG_SESSION_ID", "4")),
        };

        Assert.Equal(Now.Digest(), other.Digest());
    }
}
