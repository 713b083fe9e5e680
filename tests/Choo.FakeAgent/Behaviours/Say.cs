namespace Choo.FakeAgent.Behaviours;

/// <summary><c>say TEXT</c>: says something, also as its last words.</summary>
internal sealed class Say : Behaviour
{
    public override int? Run(Turn turn, string words)
    {
        turn.Voice.Say(words);
        turn.Report.Text = words;
        return null;
    }
}
