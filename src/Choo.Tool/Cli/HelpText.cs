using System.Text;

namespace Choo.Tool.Cli;

/// <summary>The help, made from the command table; 80 columns at most.</summary>
internal static class HelpText
{
    private const int Columns = 80;

    /// <summary>What <c>dotnet choo --help</c> prints.</summary>
    public static string Overview()
    {
        var text = new StringBuilder()
            .Append("choo ").Append(BuildInfo.Version).Append(": turns a folder of markdown specs into verified, landed commits\n\n")
            .Append("Usage: dotnet choo <command> [options]\n\n")
            .Append("Examples:\n");
        Rows(text,
        [
            new("dotnet choo demo", "see it work on a sample, offline"),
            new("dotnet choo init", "start here: write a configuration and a sample unit"),
            new("dotnet choo validate", "check the specs"),
            new("dotnet choo run", "run them"),
        ]);
        text.Append("\nCommands:\n");
        Rows(text, CommandTable.All.Select(command => new HelpRow(command.Name, command.Purpose)));
        text.Append("\nOptions for every command:\n");
        Rows(text, [.. CommonOptions.All.Select(Row), new("    --version", "print the version")]);
        text.Append("\n'dotnet choo <command> --help' shows a command's options, examples and exit codes.\n");
        return text.ToString();
    }

    /// <summary>What <c>dotnet choo COMMAND --help</c> prints.</summary>
    public static string Of(CommandSpec command)
    {
        var text = new StringBuilder()
            .Append("choo ").Append(command.Name).Append(": ").Append(command.Purpose).Append("\n\n")
            .Append("Usage: ").Append(Usage(command)).Append('\n');
        if (command.Examples.Length > 0)
        {
            text.Append("\nExamples:\n");
            Rows(text, command.Examples.Select(example => new HelpRow($"dotnet choo {example.Line}".TrimEnd(), example.Meaning)));
        }

        if (command.Arguments.Length > 0)
        {
            text.Append("\nArguments:\n");
            Rows(text, command.Arguments.Select(argument => new HelpRow(argument.Form, Choices(argument.Help, argument.Choices))));
        }

        text.Append("\nOptions:\n");
        Rows(text, command.AllOptions.Select(Row));
        text.Append("\nExit codes:\n");
        Rows(text, command.ExitCodes.Select(exit => new HelpRow($"{exit.Code,3}", exit.Meaning)));
        return text.ToString();
    }

    /// <summary>The usage line of a command.</summary>
    public static string Usage(CommandSpec command) =>
        string.Join(' ', ["dotnet choo", command.Name, .. command.Arguments.Select(argument => argument.Form), "[options]"]);

    private static HelpRow Row(OptionSpec option)
    {
        var right = new StringBuilder(option.Help);
        if (option.Repeatable)
        {
            right.Append("; may be given more than once");
        }

        if (option.Default is not null)
        {
            right.Append(" (default: ").Append(option.Default).Append(')');
        }

        if (option.Variable is not null)
        {
            right.Append(" (environment: ").Append(option.Variable).Append(')');
        }

        return new HelpRow(option.Long == "help" ? "-h, --help, -?" : option.Forms, right.ToString());
    }

    private static string Choices(string help, IReadOnlyList<string> choices) =>
        choices.Count == 0 ? help : $"{help}: {string.Join(", ", choices)}";

    /// <summary>Two columns; a left side that is too long for its column gets a line of its own.</summary>
    private static void Rows(StringBuilder text, IEnumerable<HelpRow> source)
    {
        var rows = source.ToList();
        var left = Math.Min(34, rows.Max(row => row.Left.Length));
        foreach (var row in rows)
        {
            text.Append("  ").Append(row.Left.PadRight(left));
            if (row.Left.Length > left)
            {
                text.Append('\n').Append(' ', left + 2);
            }

            var first = true;
            foreach (var line in Wrap(row.Right, Columns - left - 4))
            {
                text.Append(first ? "  " : new string(' ', left + 4)).Append(line).Append('\n');
                first = false;
            }
        }
    }

    private static IEnumerable<string> Wrap(string text, int width)
    {
        var line = new StringBuilder();
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line.ToString();
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(word);
        }

        yield return line.ToString();
    }
}

/// <summary>A row of two columns. A class, not a tuple: generics over tuples are compiled at run time and cost help a third of its time.</summary>
/// <param name="Left">What is explained.</param>
/// <param name="Right">The explanation.</param>
internal sealed record HelpRow(string Left, string Right);
