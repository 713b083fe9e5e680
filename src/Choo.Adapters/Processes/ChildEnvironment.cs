using System.Collections;
using System.Collections.Immutable;
using Choo.Adapters.Git;
using Choo.Core.Agents;
using Choo.Core.Secrets;

namespace Choo.Adapters.Processes;

/// <summary>The environments that children get: the current one without what would mislead them or is none of their business.</summary>
public static class ChildEnvironment
{
    /// <summary>Marks every process of a run, so that they are found after choo was killed.</summary>
    public const string RunVariable = "CHOO_RUN";

    /// <summary>
    /// Marks every agent and gate with the choo process that started it. A resumed run has the same id, and the watchdog of the choo that died
    /// must not end what the next one starts.
    /// </summary>
    public const string SessionVariable = "CHOO_SESSION";

    /// <summary>Marks every process of one start, so that its leftovers are found.</summary>
    public const string ProcessVariable = "CHOO_PROCESS";

    /// <summary>Marks every git of choo's with the repository it works in, so that one which outlives its choo is waited for.</summary>
    public const string GitVariable = "CHOO_GIT";

    /// <summary>The value of <see cref="SessionVariable"/> for what this process starts; no other process has it.</summary>
    public static string Session { get; } = Guid.NewGuid().ToString("N");

    private static readonly Lazy<Dictionary<string, string>> Git = new(() => GitFrom(Current()));

    /// <summary>For git, and for filters that it starts: what they need to work at all; nothing of a surrounding hook or alias, no secret, English, no questions.</summary>
    public static IReadOnlyDictionary<string, string> ForGit() => Git.Value;

    /// <summary>The whole of choo's own environment.</summary>
    public static IReadOnlyDictionary<string, string> Own() => Filter(Current(), static _ => false);

    internal static Dictionary<string, string> GitFrom(IEnumerable<KeyValuePair<string, string>> current)
    {
        var all = current.ToArray();
        var result = Filter(WithoutTokens(all), name => !VariableNames.IsOfGit(name) && (DeniedVariables.Misleading(name) || !VariableNames.IsForGates(name)));
        foreach (var (name, value) in GitSettings.Variables)
        {
            result[name] = value;
        }

        return result;
    }

    /// <summary>For an agent: what it needs to work at all, its own keys, and what the configuration names; never a token of GitHub, under whatever name.</summary>
    /// <param name="current">The environment to choose from.</param>
    /// <param name="provider">The agent's name.</param>
    /// <param name="named">Names of the configuration; one may end with <c>*</c>.</param>
    public static Dictionary<string, string> ForAgent(IEnumerable<KeyValuePair<string, string>> current, string provider, ImmutableArray<string> named)
    {
        var (all, own) = (current.ToArray(), AgentDialect.Of(provider).Variables);
        return Filter(
            WithoutTokens(all),
            name => VariableNames.IsForgeToken(name) || IsDenied(named, name, VariableNames.IsForAgent(own, name)));
    }

    /// <summary>For gates, setup and teardown: what they need to work at all and what the configuration names, with builds that leave no server behind and print plain English.</summary>
    /// <param name="current">The environment to choose from.</param>
    /// <param name="named">Names of the configuration; one may end with <c>*</c>.</param>
    public static Dictionary<string, string> ForGates(IEnumerable<KeyValuePair<string, string>> current, ImmutableArray<string> named)
    {
        var result = Filter(current, name => IsDenied(named, name, VariableNames.IsForGates(name)));
        result["MSBUILDDISABLENODEREUSE"] = "1";
        result["UseSharedCompilation"] = "false";
        result["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        result["DOTNET_NOLOGO"] = "1";
        result["DOTNET_CLI_UI_LANGUAGE"] = "en";
        result["MSBUILDTERMINALLOGGER"] = "off";
        result["NO_COLOR"] = "1";
        return result;
    }

    private static Dictionary<string, string> Filter(IEnumerable<KeyValuePair<string, string>> current, Func<string, bool> denied)
    {
        var result = new Dictionary<string, string>(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (var (name, value) in current)
        {
            if (!denied(name))
            {
                result[name] = value;
            }
        }

        return result;
    }

    /// <summary>Without the tokens of GitHub, under whatever name they stand there too.</summary>
    private static IEnumerable<KeyValuePair<string, string>> WithoutTokens(KeyValuePair<string, string>[] all)
    {
        var tokens = all.Where(each => VariableNames.IsForgeToken(each.Key) && each.Value.Length > 0).Select(each => each.Value).ToArray();
        return all.Where(each => !tokens.Any(token => each.Value.Contains(token, StringComparison.Ordinal)));
    }

    // What would mislead a build or git is passed only when its whole name is given.
    private static bool IsDenied(ImmutableArray<string> named, string name, bool allowed) =>
        !named.Contains(name, StringComparer.OrdinalIgnoreCase)
        && (DeniedVariables.Misleading(name) || !(allowed || VariableNames.IsAmong(named, name)));

    private static IEnumerable<KeyValuePair<string, string>> Current()
    {
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            yield return new((string)entry.Key, (string?)entry.Value ?? "");
        }
    }
}
