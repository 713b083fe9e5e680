using System.Globalization;

namespace Choo.Testing.MockModel;

/// <summary>A step of a script: what the model does next.</summary>
/// <param name="Operation">write, bash, sleep, error or hang.</param>
/// <param name="Words">What follows the operation.</param>
public sealed record MockStep(string Operation, string Words)
{
    /// <summary>Whether the model calls a tool in this step, so that the next step comes with the tool's result.</summary>
    public bool IsTool => Operation is "write" or "bash";

    /// <summary>The path and the text (<c>\n</c> stands for a line end) of a write.</summary>
    public (string Path, string Text) File
    {
        get
        {
            var at = Words.IndexOf(' ', StringComparison.Ordinal);
            return at < 0 ? (Words, "") : (Words[..at], Words[(at + 1)..].Replace("\\n", "\n", StringComparison.Ordinal));
        }
    }

    /// <summary>The step as a shell command, for models that have no tool to write files.</summary>
    public string Shell => Operation == "bash" ? Words : $"mkdir -p {Quote(Path.GetDirectoryName(File.Path) is { Length: > 0 } folder ? folder : ".")} && printf '%s\\n' {Quote(File.Text)} > {Quote(File.Path)}";

    private static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}

/// <summary>
/// The script in a prompt, its <c>@mock</c> lines. Lines after <c>@mock attempt N</c> are meant for the prompt that says "Attempt N of",
/// until the next such line (<c>@mock attempt any</c> ends it).
/// </summary>
/// <param name="Steps">The steps in order.</param>
/// <param name="Say">The last words.</param>
public sealed record MockScript(IReadOnlyList<MockStep> Steps, string Say)
{
    private const string Mark = "@mock ";

    public static MockScript Parse(string prompt)
    {
        var steps = new List<MockStep>();
        var say = "done";
        var meant = true;
        foreach (var line in prompt.Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith(Mark, StringComparison.Ordinal)))
        {
            var words = line[Mark.Length..].TrimStart().Split(' ', 2, StringSplitOptions.TrimEntries);
            var (operation, rest) = (words[0], words.Length > 1 ? words[1] : "");
            if (operation == "attempt")
            {
                meant = rest == "any" || prompt.Contains($"Attempt {rest} of", StringComparison.Ordinal);
            }
            else if (meant && operation == "say")
            {
                say = rest;
            }
            else if (meant)
            {
                steps.Add(new MockStep(operation, rest));
            }
        }

        return new MockScript(steps, say);
    }

    /// <summary>What comes after so many tool results: the steps up to the next tool call, with it.</summary>
    public MockTurn After(int toolResults)
    {
        var turn = new MockTurn(null, TimeSpan.Zero, null, false);
        var tools = 0;
        foreach (var step in Steps)
        {
            if (tools == toolResults)
            {
                turn = turn.With(step);
            }

            if (step.IsTool && tools++ == toolResults)
            {
                break;
            }
        }

        return turn;
    }
}

/// <summary>One answer of the model.</summary>
/// <param name="Tool">The tool call, null for the last words.</param>
/// <param name="Delay">How long it thinks first.</param>
/// <param name="Error">HTTP status and how often, null for none.</param>
/// <param name="Hang">Whether it never answers.</param>
public sealed record MockTurn(MockStep? Tool, TimeSpan Delay, (int Status, int Times)? Error, bool Hang)
{
    internal MockTurn With(MockStep step) => step.Operation switch
    {
        "write" or "bash" => this with { Tool = step },
        "sleep" => this with { Delay = Delay + TimeSpan.FromMilliseconds(Number(step.Words, 0)) },
        "error" => this with { Error = ErrorOf(step.Words.Split(' ')) },
        "hang" => this with { Hang = true },
        _ => throw new InvalidOperationException($"no such step: @mock {step.Operation}"),
    };

    private static (int Status, int Times) ErrorOf(string[] words) => (Number(words[0], 500), words.Length > 1 ? Number(words[1], 1) : 1);

    private static int Number(string text, int fallback) =>
        int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : fallback;
}
