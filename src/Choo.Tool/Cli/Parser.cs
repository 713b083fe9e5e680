using Choo.Core.Text;
using McMaster.Extensions.CommandLineUtils;

namespace Choo.Tool.Cli;

/// <summary>The one place that knows the parsing library. It is not touched when there is nothing to parse: it costs 10 ms.</summary>
internal static class Parser
{
    /// <summary>Parses the words after a command's; throws <see cref="UsageException"/> when they do not fit it.</summary>
    public static Arguments Parse(CommandSpec command, string[] words)
    {
        var arguments = words.Length == 0 ? Arguments.None : ParseWords(command, words);
        Check(command, arguments);
        return arguments;
    }

    private static Arguments ParseWords(CommandSpec command, string[] words)
    {
        var end = Array.IndexOf(words, "--");
        string[] tail = end < 0 ? [] : words[(end + 1)..];
        var app = new CommandLineApplication(throwOnUnexpectedArg: false);
        var options = command.AllOptions.ToDictionary(option => option, option => Add(app, option));
        var positional = app.Argument("words", "", multipleValues: true);
        try
        {
            app.Parse(end < 0 ? words : words[..end]);
        }
        catch (CommandParsingException problem)
        {
            throw new UsageException($"{char.ToLowerInvariant(problem.Message[0])}{problem.Message[1..]}; see 'dotnet choo {command.Name} --help'");
        }

        if (app.RemainingArguments is [var unknown, ..])
        {
            throw Unknown(command, unknown);
        }

        var given = options
            .Where(pair => pair.Value.HasValue())
            .ToDictionary(pair => pair.Key.Long, pair => pair.Key.Value is null ? [""] : pair.Value.Values.Select(value => value ?? "").ToArray());
        return new Arguments(given, [.. positional.Values, .. tail]);
    }

    private static CommandOption Add(CommandLineApplication app, OptionSpec option)
    {
        var type = option.Value is null ? CommandOptionType.NoValue
            : option.Repeatable ? CommandOptionType.MultipleValue
            : CommandOptionType.SingleValue;
        return app.Option(option.Short is { } letter ? $"-{letter}|--{option.Long}" : $"--{option.Long}", "", type);
    }

    private static UsageException Unknown(CommandSpec command, string word)
    {
        var name = word.Split('=', ':')[0];
        var known = command.AllOptions.SelectMany(option => option.Short is { } letter ? new[] { $"--{option.Long}", $"-{letter}" } : [$"--{option.Long}"]);
        return new UsageException($"'{command.Name}' has no option '{name}'{NearestName.Hint(name, known, $"see 'dotnet choo {command.Name} --help'")}");
    }

    private static void Check(CommandSpec command, Arguments arguments)
    {
        for (var i = 0; i < command.Arguments.Length; i++)
        {
            var spec = command.Arguments[i];
            if (i < arguments.Positional.Count)
            {
                CheckChoice($"<{spec.Name}>", spec.Choices, arguments.Positional[i]);
            }
            else if (spec.Required)
            {
                throw new UsageException($"'{command.Name}' needs {spec.Form}: {spec.Help}; see 'dotnet choo {command.Name} --help'");
            }
        }

        if (arguments.Positional.Count > command.Arguments.Length && command.Arguments is not [.., { Repeatable: true }])
        {
            throw new UsageException($"'{command.Name}' does not know what to do with '{arguments.Positional[command.Arguments.Length]}'; see 'dotnet choo {command.Name} --help'");
        }

        foreach (var option in command.AllOptions)
        {
            foreach (var value in arguments.Values(option))
            {
                CheckValue(option, value);
            }
        }
    }

    private static void CheckValue(OptionSpec option, string value)
    {
        CheckChoice($"--{option.Long}", option.Choices, value);
        if (option.Kind == ValueKind.Number && !(int.TryParse(value, out var number) && number >= 1))
        {
            throw new UsageException($"--{option.Long} takes a whole number from 1, not '{value}'");
        }

        if (option.Value is not null && value.Length == 0)
        {
            throw new UsageException($"--{option.Long} needs a value: {option.Value}");
        }
    }

    private static void CheckChoice(string what, IReadOnlyList<string> choices, string value)
    {
        if (choices.Count > 0 && !choices.Contains(value))
        {
            throw new UsageException($"{what} takes {string.Join(", ", choices)}, not '{value}'{NearestName.Hint(value, choices)}");
        }
    }
}
