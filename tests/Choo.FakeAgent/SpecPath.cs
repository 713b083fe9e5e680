namespace Choo.FakeAgent;

/// <summary>Finds the task's spec in a prompt: the first path under a <c>tasks</c> folder that stands alone on a line.</summary>
internal static class SpecPath
{
    public static string FindIn(string prompt)
    {
        foreach (var line in prompt.AsSpan().EnumerateLines())
        {
            var path = line.Trim();
            if (path.EndsWith(".md") && path.Contains("tasks/", StringComparison.Ordinal) && !path.Contains(' ') && !path.EndsWith("IMPLEMENTATION_PLAN.md"))
            {
                return path.ToString();
            }
        }

        return "";
    }

    public static string UnitOf(string spec) => Path.GetFileName(Path.GetDirectoryName(spec)) ?? "";

    public static string TaskOf(string spec)
    {
        var name = Path.GetFileNameWithoutExtension(spec);
        var digits = name.TakeWhile(char.IsAsciiDigit).Count();
        return digits == 0 ? "" : name[..digits].TrimStart('0').PadLeft(1, '0');
    }
}
