namespace Choo.Core.Agents.Command;

/// <summary>Any program that the configuration names: it gets its own arguments alone.</summary>
internal sealed class CommandDialect() : AgentDialect("command")
{
    public override AgentReader NewReader() => new CommandReader();
}
