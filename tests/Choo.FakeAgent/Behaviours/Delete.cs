namespace Choo.FakeAgent.Behaviours;

/// <summary><c>delete PATH</c>: deletes a file.</summary>
internal sealed class Delete : Behaviour
{
    public override int? Run(Turn turn, string words)
    {
        turn.Voice.Tool("Bash", $"rm {words}");
        File.Delete(words);
        return null;
    }
}
