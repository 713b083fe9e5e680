using System.Collections.Immutable;
using Choo.Adapters.Processes;
using Choo.Core.Agents;
using Choo.Core.Configuration;
using Choo.Core.Diagnostics;

namespace Choo.Adapters.Agents;

/// <summary>Finds agents' programs once, before anything starts.</summary>
public static class AgentCommands
{
    /// <summary>Resolves each name to an absolute command line, or to a diagnostic that says where it was looked for.</summary>
    /// <param name="config">Where the commands are configured.</param>
    /// <param name="names">The providers that units of this run use; repeated ones count once.</param>
    /// <param name="root">The repository's root: a command with a slash in it is relative to this.</param>
    /// <param name="path">The PATH that other commands are looked up in.</param>
    public static AgentResolution Resolve(ChooConfig config, IEnumerable<string> names, string root, string? path)
    {
        ArgumentNullException.ThrowIfNull(config);
        var found = ImmutableDictionary.CreateBuilder<string, AgentCommand>(StringComparer.Ordinal);
        var problems = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (var name in names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var entry = config.Provider.Providers.GetValueOrDefault(name) ?? new ProviderEntry();
            var dialect = AgentDialect.Of(name);
            var command = entry.Command.IsEmpty && dialect != AgentDialect.Command ? [name] : entry.Command;
            if (command.IsEmpty)
            {
                problems.Add(DiagnosticCodes.AgentHasNoCommand.Because(
                    $"the provider {name} has no command; set {KeyOf(name)} (only {string.Join(" and ", AgentDialect.KnownNames)} are known without one)"));
            }
            else if (Locate(command[0], root, path) is { } program)
            {
                found.Add(name, new AgentCommand(name, dialect, command.SetItem(0, program)) { Args = entry.Args, Model = entry.Model, Env = entry.Env });
            }
            else
            {
                problems.Add(Explain(name, command[0], root, path));
            }
        }

        return new AgentResolution(found.ToImmutable(), problems.ToImmutable());
    }

    private static string? Locate(string program, string root, string? path) =>
        Programs.Find(IsPath(program) ? Path.GetFullPath(program, root) : program, path);

    private static bool IsPath(string program) => program.Contains('/') || (OperatingSystem.IsWindows() && program.Contains('\\'));

    private static Diagnostic Explain(string name, string program, string root, string? path)
    {
        if (IsPath(program))
        {
            var file = Path.GetFullPath(program, root);
            return File.Exists(file) || Directory.Exists(file)
                ? NotExecutable(name, file)
                : DiagnosticCodes.AgentNotFound.Because($"the agent {name}: there is no program {file}; correct {KeyOf(name)}");
        }

        foreach (var folder in Folders(path))
        {
            var file = Path.Combine(folder, program);
            if (File.Exists(file))
            {
                return NotExecutable(name, file);
            }
        }

        var looked = string.Join(", ", Folders(path));
        return DiagnosticCodes.AgentNotFound.Because(
            $"the program \"{program}\" was not found in PATH; install it or set {KeyOf(name)} to its path; PATH: {(looked.Length == 0 ? "empty" : looked)}");
    }

    private static Diagnostic NotExecutable(string name, string file) => DiagnosticCodes.AgentNotExecutable.Because(
        Directory.Exists(file)
            ? $"the agent {name}: {file} is a folder, not a program; correct {KeyOf(name)}"
            : $"the agent {name}: {file} is not executable; make it so (chmod +x) or correct {KeyOf(name)}");

    private static string[] Folders(string? path) => (path ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

    private static string KeyOf(string name) => $"provider.providers.{name}.command";
}
