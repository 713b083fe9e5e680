namespace Choo.Testing.GitHub.Http;

/// <summary>Requests and answers that GitHub's description does not allow.</summary>
public sealed class Violations
{
    private readonly Lock gate = new();
    private readonly List<string> found = [];

    /// <summary>Gives what was found and forgets it; for a test that is about it.</summary>
    public IReadOnlyList<string> Take()
    {
        lock (gate)
        {
            string[] taken = [.. found];
            found.Clear();
            return taken;
        }
    }

    internal void Add(string what, IEnumerable<string> wrong)
    {
        lock (gate)
        {
            found.AddRange(wrong.Select(each => $"{what}: {each}"));
        }
    }
}
