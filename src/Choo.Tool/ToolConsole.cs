using System.Text;
using Choo.Core.Text;
using Choo.Tool.Output;

namespace Choo.Tool;

/// <summary>All that a command knows of the world it prints to; tests give it strings.</summary>
internal sealed record ToolConsole
{
    /// <summary>Standard output: data.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Standard output for bytes as they are; null where they could steer whoever reads them: a terminal, a build service.</summary>
    public Stream? Bytes { get; init; }

    /// <summary>Standard error: progress and diagnostics.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Standard error, for what a build service is to take for a command: choo's own annotations.</summary>
    public TextWriter Commands { get => field ?? Error; init; }

    /// <summary>Whether both streams go to a terminal.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>Whether standard input comes from a terminal.</summary>
    public bool IsInputTerminal { get; init; }

    /// <summary>Reads a line of standard input, null at its end. It blocks until there is one.</summary>
    public Func<string?> ReadLine { get; init; } = static () => null;

    /// <summary>The terminal's columns, asked anew each time because a person may resize it.</summary>
    public Func<int> Width { get; init; } = () => 80;

    /// <summary>The terminal's rows.</summary>
    public Func<int> Height { get; init; } = () => 25;

    /// <summary>Reads an environment variable.</summary>
    public Func<string, string?> Environment { get; init; } = _ => null;

    /// <summary>The folder the command was started in.</summary>
    public required string WorkingFolder { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Whether words may be coloured.</summary>
    public bool Color { get; init; }

    /// <summary>Prints what has no line end yet.</summary>
    public void Finish()
    {
        if (Commands != Error)
        {
            Out.Dispose();
            Error.Dispose();
        }
    }

    /// <summary>The process's own streams. UTF-8 whatever the locale says: paths and specs are UTF-8.</summary>
    public static ToolConsole OfProcess()
    {
        if (OperatingSystem.IsWindows())
        {
            Console.OutputEncoding = Encoding.UTF8;
        }

        var bytes = Console.OpenStandardOutput();
        var (output, error) = (Writer(bytes), Writer(Console.OpenStandardError()));
        var isService = ServiceCommands.AreTaken(System.Environment.GetEnvironmentVariable);
        return new ToolConsole
        {
            Out = isService ? TextWriter.Synchronized(new CommandFreeWriter(output) { NewLine = "\n" }) : output,
            Error = isService ? TextWriter.Synchronized(new CommandFreeWriter(error) { NewLine = "\n" }) : error,
            Bytes = isService || !Console.IsOutputRedirected ? null : bytes,
            Commands = error,
            IsTerminal = !Console.IsOutputRedirected && !Console.IsErrorRedirected,
            IsInputTerminal = !Console.IsInputRedirected,
            // The runtime's own: on a terminal it lets a person edit the line.
            ReadLine = static () => Console.In.ReadLine(),
            Width = static () => Size(static () => Console.WindowWidth, 80),
            Height = static () => Size(static () => Console.WindowHeight, 25),
            Environment = System.Environment.GetEnvironmentVariable,
            WorkingFolder = System.Environment.CurrentDirectory,
        };
    }

    private static StreamWriter Writer(Stream stream) => new(stream, new UTF8Encoding(false), 4096) { AutoFlush = true, NewLine = "\n" };

    private static int Size(Func<int> ask, int fallback)
    {
        try
        {
            var size = ask();
            return size > 0 ? size : fallback;
        }
        catch (Exception failure) when (failure is IOException or PlatformNotSupportedException)
        {
            return fallback;
        }
    }
}
