namespace Choo.FakeAgent.Behaviours;

/// <summary>All behaviours by name.</summary>
internal static class Catalogue
{
    public static int? Run(Turn turn, string line)
    {
        var at = line.IndexOf(' ', StringComparison.Ordinal);
        var (name, words) = at < 0 ? (line, "") : (line[..at], line[(at + 1)..].TrimStart());
        return Find(name).Run(turn, words);
    }

    private static Behaviour Find(string name) => name switch
    {
        "append" => new Append(),
        "bash" => new Bash(),
        "commit" => new Commit(),
        "delete" => new Delete(),
        "deny" => new Deny(),
        "edit" => new Edit(),
        "error" => new Error(),
        "exit" => new Exit(),
        "fail" => new Fail(),
        "flood" => new Flood(),
        "grandchild" => new Grandchild(),
        "hang" => new Hang(),
        "heartbeat" => new Heartbeat(),
        "limit" => new Limit(),
        "linger" => new Linger(),
        "malformed" => new Malformed(),
        "max-turns" => new MaxTurns(),
        "nothing" => new Nothing(),
        "refused" => new Refused(),
        "resolve" => new Resolve(),
        "say" => new Say(),
        "secret" => new Secret(),
        "sleep" => new Sleep(),
        "split" => new Split(),
        "status" => new Status(),
        "stderr" => new Stderr(),
        "stubborn" => new Stubborn(),
        "usage" => new Usage(),
        "write" => new Write(),
        _ => Mischief.Find(name) as Behaviour ?? throw new InvalidOperationException($"no such behaviour: {name}"),
    };
}
