using CliWrap;

namespace Choo.Packages.Tests.Surroundings;

/// <summary>How a program is started: with an environment of its own, nothing of the test's comes through.</summary>
/// <param name="File">The program: a path, or a name to look up in the PATH of that environment.</param>
/// <param name="Folder">Its working folder.</param>
/// <param name="Environment">Its whole environment.</param>
internal sealed record Program(string File, string Folder, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>A program and its arguments that become this one, to run it as somebody else, say.</summary>
    public IReadOnlyList<string> Before { get; init; } = [];

    /// <summary>Starts it with standard input closed.</summary>
    public RunningProgram Start(params IReadOnlyList<string> arguments)
    {
        IReadOnlyList<string> words = [.. Before, Locate(), .. arguments];
        return new RunningProgram(Cli.Wrap(words[0]).WithArguments(words.Skip(1)).WithWorkingDirectory(Folder), Environment);
    }

    /// <summary>Runs it to its end.</summary>
    public async Task<Finished> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        await using var running = Start(arguments);
        return await running.WaitAsync(cancellationToken);
    }

    // The runtime looks a name up in this process's own PATH; here that of the given environment counts.
    private string Locate() => Path.IsPathRooted(File)
        ? File
        : Environment["PATH"].Split(Path.PathSeparator).Select(folder => Path.Combine(folder, File)).FirstOrDefault(System.IO.File.Exists)
            ?? throw new InvalidOperationException($"{File} is not on the PATH of the test: {Environment["PATH"]}");
}

/// <summary>What a program left to read.</summary>
/// <param name="Code">Its exit code.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">Its standard error.</param>
internal sealed record Finished(int Code, string Output, string Error)
{
    /// <summary>The lines of its standard output.</summary>
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Fails with everything that was printed unless the exit code is as expected.</summary>
    public Finished Exits(int code)
    {
        Xunit.Assert.True(Code == code, $"exit {Code}, expected {code}\n--- standard output\n{Output}\n--- standard error\n{Error}");
        return this;
    }
}
