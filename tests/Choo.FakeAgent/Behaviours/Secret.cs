namespace Choo.FakeAgent.Behaviours;

/// <summary><c>secret VARIABLE</c>: writes the value of a variable into a file and says it aloud.</summary>
internal sealed class Secret : Behaviour
{
    public override int? Run(Turn turn, string words)
    {
        var value = Turn.Variable(words);
        File.WriteAllText("secret.txt", $"{words}={value}\n");
        turn.Voice.Say($"the value is {value}");
        return null;
    }
}
