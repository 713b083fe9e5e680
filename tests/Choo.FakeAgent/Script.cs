namespace Choo.FakeAgent;

/// <summary>
/// The lines to play: those of the variable FAKE (by lines or semicolons), then the prompt's lines <c>fake: ...</c>. A line may begin with
/// conditions: <c>when attempt 1</c>, <c>when attempt 2+</c>, <c>when unit a</c>, <c>when task 2</c>, <c>when kind conflict</c>.
/// </summary>
internal static class Script
{
    private const string Mark = "fake:";

    public static IEnumerable<string> LinesFor(Turn turn)
    {
        var all = FromVariable().Concat(FromPrompt(turn.Prompt)).ToList();
        if (all.Count == 0 && turn.Kind == "task")
        {
            all.Add($"write {turn.Unit}-{turn.Task}.txt the work of task {turn.Task} of {turn.Unit}");
        }

        return all.Select(line => Meant(turn, line)).OfType<string>();
    }

    private static string[] FromVariable() =>
        Turn.Variable("FAKE").Split([';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static IEnumerable<string> FromPrompt(string prompt) => prompt.Split('\n')
        .Select(line => line.Trim())
        .Where(line => line.StartsWith(Mark, StringComparison.Ordinal))
        .Select(line => line[Mark.Length..].Trim());

    private static string? Meant(Turn turn, string line)
    {
        while (line.StartsWith("when ", StringComparison.Ordinal))
        {
            var words = line.Split(' ', 4, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length < 4 || !Holds(turn, words[1], words[2]))
            {
                return null;
            }

            line = words[3];
        }

        return line;
    }

    private static bool Holds(Turn turn, string what, string value) => what switch
    {
        "attempt" when value.EndsWith('+') => turn.Attempt >= Turn.Number(value[..^1], 1),
        "attempt" => turn.Attempt == Turn.Number(value, 1),
        "unit" => turn.Unit == value,
        "task" => turn.Task == value,
        "kind" => turn.Kind == value,
        _ => throw new InvalidOperationException($"no such condition: {what}"),
    };
}
