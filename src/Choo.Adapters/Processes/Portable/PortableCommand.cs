using System.Diagnostics;
using CliWrap;

namespace Choo.Adapters.Processes.Portable;

/// <summary>What is to be started, in CliWrap's terms.</summary>
internal static class PortableCommand
{
    /// <summary>Program, arguments and folder. Any exit code is a result.</summary>
    public static Command Of(ChildStart start)
    {
        var spec = start.Spec;
        var command = Cli.Wrap(spec.Program).WithWorkingDirectory(spec.Folder).WithValidation(CommandResultValidation.None);
        return spec.Verbatim && OperatingSystem.IsWindows() ? command.WithArguments(string.Join(' ', spec.Arguments)) : command.WithArguments(spec.Arguments);
    }

    /// <summary>The complete environment: CliWrap's own variables would only be added to those of choo.</summary>
    public static void SetEnvironment(ProcessStartInfo info, ChildStart start)
    {
        info.Environment.Clear();
        foreach (var (name, value) in start.Spec.Environment)
        {
            info.Environment[name] = value;
        }

        if (start.Marker is not null)
        {
            info.Environment[ChildEnvironment.ProcessVariable] = start.Marker;
        }
    }
}
