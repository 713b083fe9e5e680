using System.Collections.Immutable;
using System.Text;
using Choo.Core.Gates;
using Choo.Core.Specs;

namespace Choo.Core.Agents;

/// <summary>Builds a prompt of sections. Line ends are always <c>\n</c>, so that the same input gives the same bytes everywhere.</summary>
internal sealed class PromptText
{
    private readonly StringBuilder text = new();

    public PromptText Line(string line)
    {
        text.Append(line).Append('\n');
        return this;
    }

    public PromptText Section(string heading) => Line("").Line($"## {heading}").Line("");

    public PromptText List(IEnumerable<string> items)
    {
        foreach (var item in items)
        {
            Line($"- {item}");
        }

        return this;
    }

    /// <summary>Where the unit's plan is; nothing for a record, whose text the prompt has.</summary>
    public PromptText Plan(Unit unit) => unit.Text is null ? Line($"The unit's plan, for context: {unit.PlanPath}") : this;

    /// <summary>What a unit that is a record asks for.</summary>
    public PromptText Asked(Unit unit) => unit.Text is { } text ? Section("What the unit was asked for").Quote(text, "markdown") : this;

    /// <summary>A text of others, between fences that it cannot close itself.</summary>
    public PromptText Quote(string text, string kind = "")
    {
        var body = text.Replace("\r\n", "\n", StringComparison.Ordinal).Trim('\n');
        var fence = new string('`', Math.Max(3, LongestRun(body) + 1));
        return Line(fence + kind).Line(body).Line(fence);
    }

    public PromptText Failure(string? failure, int attempt) => string.IsNullOrWhiteSpace(failure)
        ? this
        : Section(attempt > 1 ? "What failed in the previous attempt" : "What failed")
            .Line(attempt > 1 ? "What that attempt changed is still in this folder. Fix what is reported:" : "Fix what is reported:")
            .Line("")
            .Quote(failure, "text");

    public PromptText Present(string? failure) => string.IsNullOrWhiteSpace(failure)
        ? this
        : Section("How the gate fails now")
            .Line("choo ran it before your work, and it failed as it should. Your work makes it pass:")
            .Line("")
            .Quote(failure, "text");

    public PromptText Notes(ImmutableArray<string> notes) => notes.IsDefaultOrEmpty ? this : Section("Notes").List(notes);

    public PromptText Checks(ImmutableArray<Gate> checks) => checks.IsDefaultOrEmpty
        ? this
        : Section("The gate")
            .Line("When you stop, choo runs these commands in this folder. All of them must exit 0; nothing else counts as done:")
            .Line("")
            .List(checks.Select(check => $"{check.Name}: {check.Command}"));

    public override string ToString() => text.ToString();

    private static int LongestRun(string text)
    {
        var (longest, run) = (0, 0);
        foreach (var c in text)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
