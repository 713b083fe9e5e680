using System.Runtime.CompilerServices;

namespace Choo.Testing;

/// <summary>
/// Compares a text with the file <c>NAME.verified.txt</c> beside the test. Where they differ, what came is written to
/// <c>NAME.received.txt</c>: look at it and, when it is right, rename it.
/// </summary>
public static class Golden
{
    public static void Verify(string text, string name, [CallerFilePath] string caller = "")
    {
        var folder = FolderOf(caller);
        var verified = Path.Combine(folder, name + ".verified.txt");
        var received = Path.Combine(folder, name + ".received.txt");
        var expected = File.Exists(verified) ? File.ReadAllText(verified).ReplaceLineEndings("\n") : null;
        var actual = text.ReplaceLineEndings("\n");
        if (actual == expected)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, actual);
        Xunit.Assert.Fail(expected is null
            ? $"{name}.verified.txt does not exist. What came is in {received}."
            : $"{name}.verified.txt differs {FirstDifference(expected, actual)}. What came is in {received}.");
    }

    // In a deterministic build the compiler writes /_/ for the repository's root.
    private static string FolderOf(string caller) => Path.GetDirectoryName(
        caller.StartsWith("/_/", StringComparison.Ordinal) ? Path.Combine(RepositoryRoot.Folder, caller[3..]) : caller)!;

    private static string FirstDifference(string expected, string actual)
    {
        var (before, after) = (expected.Split('\n'), actual.Split('\n'));
        var line = 0;
        while (line < before.Length && line < after.Length && before[line] == after[line])
        {
            line++;
        }

        return $"in line {line + 1}: expected \"{before.ElementAtOrDefault(line)}\", came \"{after.ElementAtOrDefault(line)}\"";
    }
}
