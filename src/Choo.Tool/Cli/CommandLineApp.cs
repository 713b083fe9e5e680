using Choo.Core.Diagnostics;
using Choo.Core.Ports;
using Choo.Core.Text;
using Choo.Engine;

namespace Choo.Tool.Cli;

/// <summary>The command line's face: from words to an exit code. Nothing that goes wrong reaches a person as a stack trace.</summary>
internal static class CommandLineApp
{
    /// <summary>For the process.</summary>
    public static int Run(string[] args)
    {
        var console = ToolConsole.OfProcess();
        try
        {
            return Run(args, console);
        }
        finally
        {
            console.Finish();
        }
    }

    /// <summary>For any console. It blocks on purpose: each asynchronous method on the way to a command costs 2 ms of start-up, compiled at run time.</summary>
    public static int Run(string[] args, ToolConsole console)
    {
        using var stop = new RunStop();
        try
        {
            return Answer(args, console, stop);
        }
        catch (UsageException problem)
        {
            return Refuse(console, problem.Diagnostic, 2);
        }
        catch (PortException problem)
        {
            return Refuse(console, problem.Diagnostic, 2);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return Refuse(console, DiagnosticCodes.CannotWrite.Because(refused.Message), 2);
        }
        catch (OperationCanceledException) when (stop.ExitCode != 0)
        {
            return stop.ExitCode;
        }
#pragma warning disable CA1031 // The one catch-all of this face: a fault is reported by its code, and its details are kept in a file.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            return Refuse(console, FaultFile.Report(fault, args), 1);
        }
    }

    private static int Answer(string[] args, ToolConsole console, RunStop stop)
    {
        var line = CommandLine.Split(args);
        if (line.WantsHelp)
        {
            console.Out.Write(line.Command is null ? HelpText.Overview() : HelpText.Of(Find(line.Command)));
            return 0;
        }

        if (line.Command is null)
        {
            return args.Contains("--version") ? Print(console, $"{BuildInfo.Version}\n") : throw NoCommand(line.Rest);
        }

        if (line.Command == ReplayAgent.Command)
        {
            return ReplayAgent.Run(line.Rest);
        }

        var command = Find(line.Command);
        var arguments = Parser.Parse(command, line.Rest);
        var invocation = new Invocation(command, arguments, Settle(console, arguments), stop);
        using var signals = command.StopsInOrder ? new SignalWatch(stop) : null;
        return command.Execute(invocation).GetAwaiter().GetResult();
    }

    private static CommandSpec Find(string name) => CommandTable.Find(name)
        ?? throw new UsageException($"there is no command '{name}'{NearestName.Hint(name, CommandTable.Names, "see 'dotnet choo --help'")}");

    private static UsageException NoCommand(string[] words)
    {
        var known = CommonOptions.All.Select(option => $"--{option.Long}").Append("--version");
        return words.FirstOrDefault(word => word is not ("-C" or "--no-color") && word.StartsWith('-')) is { } option
            ? new UsageException($"'{option}' needs a command{NearestName.Hint(option, known, "see 'dotnet choo --help'")}")
            : new UsageException("which command? See 'dotnet choo --help'");
    }

    /// <summary>The console as the options and the environment want it.</summary>
    private static ToolConsole Settle(ToolConsole console, Arguments arguments)
    {
        var folder = console.WorkingFolder;
        if (arguments.Value(CommonOptions.Directory) is { } given)
        {
            folder = Path.GetFullPath(given, folder);
            if (!Directory.Exists(folder))
            {
                throw new UsageException($"-C {given}: there is no such folder");
            }
        }

        return console with
        {
            WorkingFolder = folder,
            Color = !arguments.Has(CommonOptions.NoColor) && ColorChoice.Wanted(console.Environment, console.IsTerminal),
        };
    }

    private static int Print(ToolConsole console, string text)
    {
        console.Out.Write(text);
        return 0;
    }

    private static int Refuse(ToolConsole console, Diagnostic diagnostic, int exitCode)
    {
        console.Error.WriteLine(diagnostic.ToString());
        return exitCode;
    }
}
