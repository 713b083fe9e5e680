using Choo.Testing;
using Choo.Tool.Cli;

namespace Choo.Tool.Tests;

/// <summary>A console made of strings, in a folder of its own.</summary>
internal sealed class TestConsole : IDisposable
{
    private readonly StringWriter output = new() { NewLine = "\n" };
    private readonly StringWriter error = new() { NewLine = "\n" };

    public TempFolder Folder { get; } = new();

    /// <summary>Takes what is printed as bytes; without it everything is text.</summary>
    public Stream? Bytes { get; init; }

    public Dictionary<string, string> Environment { get; } = [];

    public bool IsTerminal { get; init; }

    /// <summary>What is typed, line by line; a null is the end of the input. Without any, standard input is no terminal.</summary>
    public Queue<string?>? Input { get; init; }

    public int Width { get; init; } = 80;

    public bool Color { get; init; }

    public FixedClock Clock { get; } = new();

    public string Out => output.ToString();

    public string Error => error.ToString();

    public ToolConsole Console => new()
    {
        Out = output,
        Bytes = Bytes,
        Error = error,
        IsTerminal = IsTerminal,
        IsInputTerminal = Input is not null,
        ReadLine = () => Input is { Count: > 0 } ? Input.Dequeue() : null,
        Color = Color,
        Width = () => Width,
        Environment = Environment.GetValueOrDefault,
        WorkingFolder = Folder.Path,
        Clock = Clock,
    };

    /// <summary>Runs a command line, split at blanks.</summary>
    public Task<int> RunAsync(string line) => RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Runs a command line whose words may hold blanks.</summary>
    public Task<int> RunAsync(string[] words) => Task.Run(() => CommandLineApp.Run(words, Console));

    public void Dispose()
    {
        Folder.Dispose();
        output.Dispose();
        error.Dispose();
    }
}
