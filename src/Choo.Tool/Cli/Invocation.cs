using Choo.Engine;

namespace Choo.Tool.Cli;

/// <summary>One call of one command.</summary>
/// <param name="Command">Which.</param>
/// <param name="Arguments">What was given.</param>
/// <param name="Console">Where it prints.</param>
/// <param name="Stop">A person's wish to stop.</param>
internal sealed record Invocation(CommandSpec Command, Arguments Arguments, ToolConsole Console, RunStop Stop)
{
    /// <summary>The folder it works in.</summary>
    public string Folder => Console.WorkingFolder;

    /// <summary>Ends when a person wishes to stop.</summary>
    public CancellationToken Token => Stop.Token;

    /// <summary>An option's value.</summary>
    public string? this[OptionSpec option] => Arguments.Value(option);

    /// <summary>Whether a flag was given.</summary>
    public bool Has(OptionSpec option) => Arguments.Has(option);

    /// <summary>A positional argument, null when it was not given.</summary>
    public string? Argument(int index) => index < Arguments.Positional.Count ? Arguments.Positional[index] : null;

    /// <summary>What the options that concern a run say.</summary>
    public RunRequest Request(string? tasksDir = null) => new()
    {
        WorkingFolder = Folder,
        TasksDir = tasksDir ?? this[CommonOptions.Tasks] ?? "specs/tasks",
        Parallelism = this[CommonOptions.Parallelism] is { } number ? int.Parse(number) : null,
        Target = this[CommonOptions.Target],
        Feature = this[CommonOptions.Feature],
        Unit = this[CommonOptions.Unit],
        NoMerge = Has(CommonOptions.NoMerge),
        Provider = this[CommonOptions.Provider],
        ForcedProvider = this[CommonOptions.ForcedProvider],
        Accept = Arguments.Values(CommonOptions.Accept),
        Environment = Console.Environment,
        Clock = Console.Clock,
        Version = BuildInfo.Version,
    };

    /// <summary>A path a person gave, made absolute from the folder the command works in.</summary>
    public string PathOf(string given) => Path.GetFullPath(given, Folder);
}
