using Choo.Adapters.Processes;
using Choo.Core.Agents;
using Choo.Core.Configuration;
using Choo.Core.Secrets;

namespace Choo.Engine;

/// <summary>What the children of a run get of choo's environment, and which values are to be seen nowhere.</summary>
internal sealed class RunSecrets
{
    private readonly IReadOnlyDictionary<string, string> own;
    private readonly EnvironmentConfig config;

    public RunSecrets(IReadOnlyDictionary<string, string> own, EnvironmentConfig config, IEnumerable<AgentCommand> agents)
    {
        (this.own, this.config) = (own, config);
        var set = own.Concat(agents.SelectMany(agent => agent.Env));
        Redactor = Redactor.Of(set.Where(each => VariableNames.IsSecret(each.Key) || VariableNames.IsAmong(config.Secrets, each.Key)).Select(each => each.Value));
    }

    /// <summary>Knows every secret value of the environment and of the agents' own variables.</summary>
    public Redactor Redactor { get; }

    public IReadOnlyDictionary<string, string> OfAgent(string provider) => Marked(ChildEnvironment.ForAgent(own, provider, config.Agents));

    public IReadOnlyDictionary<string, string> OfGates() => Marked(ChildEnvironment.ForGates(own, config.Gates));

    private static Dictionary<string, string> Marked(Dictionary<string, string> environment)
    {
        environment[ChildEnvironment.SessionVariable] = ChildEnvironment.Session;
        return environment;
    }
}
