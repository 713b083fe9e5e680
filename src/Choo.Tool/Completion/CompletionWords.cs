using Choo.Tool.Cli;
using Choo.Tool.Explain;

namespace Choo.Tool.Completion;

/// <summary>What the scripts of all shells are made of.</summary>
internal static class CompletionWords
{
    /// <summary>Prints the units' ids, one a line: the folders that have a plan. No tool is started while a person types.</summary>
    public const string ListUnits = "for plan in specs/tasks/*/IMPLEMENTATION_PLAN.md; do test -e \"$plan\" && basename \"$(dirname \"$plan\")\"; done";

    /// <summary>Every form of a command's options.</summary>
    public static IEnumerable<string> Forms(CommandSpec command) => command.AllOptions.SelectMany(Forms);

    /// <summary>The forms of one.</summary>
    public static IEnumerable<string> Forms(OptionSpec option) =>
        option.Short is { } letter ? [$"-{letter}", $"--{option.Long}"] : [$"--{option.Long}"];

    /// <summary>Options with a value, by command, and what the value is.</summary>
    public static IEnumerable<(CommandSpec Command, OptionSpec Option)> WithValues() =>
        CommandTable.All.SelectMany(command => command.AllOptions.Where(option => option.Value is not null).Select(option => (command, option)));

    /// <summary>Commands whose first argument is of a kind.</summary>
    public static IEnumerable<string> CommandsTaking(ValueKind kind) =>
        CommandTable.All.Where(command => command.Arguments is [var first, ..] && first.Kind == kind && first.Choices.Length == 0).Select(command => command.Name);

    /// <summary>All forms of the options that several commands may have, whose value is of a kind.</summary>
    public static IEnumerable<string> FormsOf(ValueKind kind) =>
        WithValues().Where(pair => pair.Option.Kind == kind && pair.Option.Choices.Length == 0).SelectMany(pair => Forms(pair.Option)).Distinct();

    /// <summary>The codes that 'explain' has a page for.</summary>
    public static IEnumerable<string> Codes() => ErrorPage.Codes();

    /// <summary>Options with a fixed set of values.</summary>
    public static IEnumerable<OptionSpec> WithChoices() =>
        WithValues().Select(pair => pair.Option).Where(option => option.Choices.Length > 0).DistinctBy(option => option.Long);
}
