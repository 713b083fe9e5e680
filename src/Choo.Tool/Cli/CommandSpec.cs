using System.Collections.Immutable;

namespace Choo.Tool.Cli;

/// <summary>A command: what the parser, the help, the completions and the reference know of it.</summary>
/// <param name="Name">Its word on the command line.</param>
/// <param name="Purpose">What it is for, in a line.</param>
/// <param name="Execute">Does it; the exit code.</param>
internal sealed record CommandSpec(string Name, string Purpose, Func<Invocation, Task<int>> Execute)
{
    /// <summary>Positional arguments in order.</summary>
    public ImmutableArray<ArgumentSpec> Arguments { get; init; } = [];

    /// <summary>Its own options; those of every command come on top.</summary>
    public ImmutableArray<OptionSpec> Options { get; init; } = [];

    /// <summary>Examples, most useful first.</summary>
    public ImmutableArray<Example> Examples { get; init; } = [];

    /// <summary>Its exit codes.</summary>
    public ImmutableArray<ExitCode> ExitCodes { get; init; } = [ExitCode.Done, ExitCode.Wrong];

    /// <summary>Whether it ends its work in order on a first Ctrl+C, instead of just ending.</summary>
    public bool StopsInOrder { get; init; }

    /// <summary>Its own options and those of every command.</summary>
    public IEnumerable<OptionSpec> AllOptions => Options.Concat(CommonOptions.All);
}

/// <summary>An example of a command line.</summary>
/// <param name="Line">What follows <c>dotnet choo</c>.</param>
/// <param name="Meaning">What it does.</param>
internal sealed record Example(string Line, string Meaning);

/// <summary>An exit code of the contract.</summary>
/// <param name="Code">The number.</param>
/// <param name="Meaning">When.</param>
internal sealed record ExitCode(int Code, string Meaning)
{
    public static readonly ExitCode Done = new(0, "done");
    public static readonly ExitCode AllComplete = new(0, "every unit is complete, or there was nothing to do");
    public static readonly ExitCode UnitFailed = new(1, "a unit failed, or choo itself failed (CHOO9001)");
    public static readonly ExitCode Wrong = new(2, "wrong usage, configuration or specs");
    public static readonly ExitCode Waits = new(3, "nothing failed, but work is blocked or needs your attention; or the baseline already fails on the target");
    public static readonly ExitCode WrongUsage = new(2, "wrong usage");
    public static readonly ExitCode HungUp = new(129, "ended by SIGHUP (the terminal was closed)");
    public static readonly ExitCode Interrupted = new(130, "ended by Ctrl+C (SIGINT)");
    public static readonly ExitCode Terminated = new(143, "ended by SIGTERM");

    /// <summary>The exit codes of commands that run units.</summary>
    public static ImmutableArray<ExitCode> OfRun => [AllComplete, UnitFailed, Wrong, Waits, HungUp, Interrupted, Terminated];
}
