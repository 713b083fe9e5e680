using Choo.Core.Gates;

namespace Choo.Core.Tests.Gates;

internal static class Outputs
{
    public static GateFindings Read(string worktree, string text)
    {
        var output = new GateOutput(worktree);
        foreach (var line in text.Split('\n'))
        {
            output.Line(line.TrimEnd('\r'));
        }

        return output.Finish();
    }
}
