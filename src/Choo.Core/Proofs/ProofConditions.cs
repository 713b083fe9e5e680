using System.Collections.Immutable;

namespace Choo.Core.Proofs;

/// <summary>What proofs run under besides their tree and commands. Time, the network and programs other than .NET's SDKs are not in it.</summary>
public sealed record ProofConditions
{
    /// <summary>choo's version: it judges what gates print.</summary>
    public required string Version { get; init; }

    /// <summary>The operating system and the architecture.</summary>
    public required string Platform { get; init; }

    /// <summary>Where the dotnet that gates would start is installed, and the SDKs and runtimes there. The tree's global.json chooses among them.</summary>
    public required ImmutableArray<string> Sdks { get; init; }

    /// <summary>The environment that gates get.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>The setup commands that run in a clean room before the gates, each followed by its condition.</summary>
    public required ImmutableArray<string> Setup { get; init; }

    /// <summary>Whether exit code 0 was enough.</summary>
    public required bool TrustExitCode { get; init; }

    /// <summary>SHA-256 over all of it, hex. The order of variables and SDKs does not count.</summary>
    public string Digest()
    {
        var variables = Environment.Where(each => Counts(each.Key)).OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => $"{each.Key}={each.Value}").ToArray();
        return PartsDigest.Of(
        [
            Version, Platform, TrustExitCode ? "exit code" : "findings",
            $"{Sdks.Length}", .. Sdks.Order(StringComparer.Ordinal),
            $"{Setup.Length}", .. Setup,
            .. variables,
        ]);
    }

    /// <summary>Whether a variable may decide how a gate ends: not one that choo sets anew for each run or gate, nor one that differs between terminals and logins.</summary>
    private static bool Counts(string name) =>
        !name.StartsWith("CHOO_", StringComparison.OrdinalIgnoreCase)
        && !name.StartsWith("XDG_SESSION_", StringComparison.Ordinal)
        && name is not ("XDG_VTNR" or "XDG_SEAT" or "TERM" or "COLORTERM");
}
