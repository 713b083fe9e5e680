namespace Choo.FakeAgent.Behaviours;

/// <summary><c>commit MESSAGE</c>: commits everything by itself, although it was told not to.</summary>
internal sealed class Commit : Behaviour
{
    public override int? Run(Turn turn, string words) =>
        new Bash().Run(turn, $"git add -A && git -c user.name=agent -c user.email=agent@localhost commit -q --no-verify -m '{words}' >&2");
}
