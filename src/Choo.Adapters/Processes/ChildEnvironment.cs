using System.Collections;

namespace Choo.Adapters.Processes;

/// <summary>The environments that children get: the current one without what would mislead them or is none of their business.</summary>
public static class ChildEnvironment
{
    /// <summary>Marks every process of a run, so that they are found after choo was killed.</summary>
    public const string RunVariable = "CHOO_RUN";

    /// <summary>Marks every process of one start, so that its leftovers are found.</summary>
    public const string ProcessVariable = "CHOO_PROCESS";

    private static readonly Lazy<Dictionary<string, string>> Git = new(() => GitFrom(Current()));
    private static readonly Lazy<Dictionary<string, string>> Agents = new(() => AgentsFrom(Current()));
    private static readonly Lazy<Dictionary<string, string>> Gates = new(() => GatesFrom(Current()));

    /// <summary>For git: no GIT_* of a surrounding hook or alias, English, no questions.</summary>
    public static IReadOnlyDictionary<string, string> ForGit() => Git.Value;

    /// <summary>For an agent: without the tokens of forge and feed; with the given variables.</summary>
    public static IReadOnlyDictionary<string, string> ForAgents(params ReadOnlySpan<IReadOnlyDictionary<string, string>> variables) => With(Agents.Value, variables);

    /// <summary>For a gate: an agent's, with builds that leave no server behind and print plain English.</summary>
    public static IReadOnlyDictionary<string, string> ForGates(params ReadOnlySpan<IReadOnlyDictionary<string, string>> variables) => With(Gates.Value, variables);

    internal static Dictionary<string, string> GitFrom(IEnumerable<KeyValuePair<string, string>> current)
    {
        var result = Filter(current, DeniedVariables.Misleading);
        result["GIT_TERMINAL_PROMPT"] = "0";
        result["LC_ALL"] = "C";
        return result;
    }

    internal static Dictionary<string, string> AgentsFrom(IEnumerable<KeyValuePair<string, string>> current)
        => Filter(current, DeniedVariables.MisleadingOrSecret);

    internal static Dictionary<string, string> GatesFrom(IEnumerable<KeyValuePair<string, string>> current)
    {
        var result = Filter(current, DeniedVariables.MisleadingOrSecret);
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

    private static Dictionary<string, string> With(Dictionary<string, string> basis, ReadOnlySpan<IReadOnlyDictionary<string, string>> variables)
    {
        if (variables.IsEmpty)
        {
            return basis;
        }

        var result = new Dictionary<string, string>(basis, basis.Comparer);
        foreach (var more in variables)
        {
            foreach (var (name, value) in more)
            {
                result[name] = value;
            }
        }

        return result;
    }

    private static IEnumerable<KeyValuePair<string, string>> Current()
    {
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            yield return new((string)entry.Key, (string?)entry.Value ?? "");
        }
    }
}
