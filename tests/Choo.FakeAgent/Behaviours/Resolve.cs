namespace Choo.FakeAgent.Behaviours;

/// <summary><c>resolve</c>: resolves every conflict in the worktree by keeping both sides, the unit's first.</summary>
internal sealed class Resolve : Behaviour
{
    public override int? Run(Turn turn, string words)
    {
        foreach (var file in Directory.EnumerateFiles(".", "*", SearchOption.AllDirectories).Where(IsWork))
        {
            var lines = File.ReadAllLines(file);
            var kept = lines.Where(line => !IsMarker(line)).ToArray();
            if (kept.Length < lines.Length)
            {
                turn.Voice.Tool("Edit", Path.GetFullPath(file));
                File.WriteAllLines(file, kept);
            }
        }

        return null;
    }

    private static bool IsWork(string file) => !file.Contains($"{Path.DirectorySeparatorChar}.git", StringComparison.Ordinal);

    private static bool IsMarker(string line) => line.StartsWith("<<<<<<<", StringComparison.Ordinal) || line.StartsWith("|||||||", StringComparison.Ordinal)
        || line.StartsWith("=======", StringComparison.Ordinal) || line.StartsWith(">>>>>>>", StringComparison.Ordinal);
}
