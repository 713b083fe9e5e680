using Choo.Adapters.Forge;
using Choo.Adapters.Processes;
using Choo.Core.Agents;
using Choo.Core.Configuration;
using Choo.Core.Secrets;

namespace Choo.Engine;

/// <summary>What the children of a run get of choo's environment, and which values are to be seen nowhere.</summary>
internal sealed class RunSecrets
{
    private readonly EnvironmentConfig config;

    public RunSecrets(IReadOnlyDictionary<string, string> own, ChooConfig config, IEnumerable<AgentCommand> agents)
    {
        (Own, this.config) = (own, config.Environment);
        var named = config.Environment.Secrets.AddRange(config.Escalation.Variables);
        var set = own.Concat(agents.SelectMany(agent => agent.Env));
        Redactor = Redactor.Of(set.Where(each => VariableNames.IsSecret(each.Key) || VariableNames.IsAmong(named, each.Key)).Select(each => each.Value));
        Redactor.Learn(set.Where(each => VariableNames.IsForgeToken(each.Key)).SelectMany(each => Redactor.InBase64(each.Value)));
    }

    /// <summary>The whole of choo's own environment.</summary>
    public IReadOnlyDictionary<string, string> Own { get; }

    /// <summary>Knows every secret value of the environment and of the agents' own variables, and the token once that is found.</summary>
    public Redactor Redactor { get; }

    /// <summary>The token that the run has for its forge: it may be in no variable.</summary>
    public void Learn(ForgeToken token) => Redactor.Learn([token.Value, .. Redactor.InBase64(token.Value)]);

    public IReadOnlyDictionary<string, string> OfAgent(string provider) => Marked(ChildEnvironment.ForAgent(Own, provider, config.Agents));

    public IReadOnlyDictionary<string, string> OfGates() => Marked(ChildEnvironment.ForGates(Own, config.Gates));

    private static Dictionary<string, string> Marked(Dictionary<string, string> environment)
    {
        environment[ChildEnvironment.SessionVariable] = ChildEnvironment.Session;
        return environment;
    }
}
