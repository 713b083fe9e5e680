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
        return Resolve(config.Provider, names, new Search(root, path, name => $"provider.providers.{name}.command"));
    }

    /// <summary>The agents that review the work of others, by their names; none where reviews are not configured.</summary>
    /// <param name="config">Where the review and the commands are configured.</param>
    /// <param name="names">The providers whose work is reviewed.</param>
    /// <param name="root">The repository's root: a command with a slash in it is relative to this.</param>
    /// <param name="path">The PATH that other commands are looked up in.</param>
    public static AgentResolution ResolveReviewers(ChooConfig config, IEnumerable<string> names, string root, string? path)
    {
        ArgumentNullException.ThrowIfNull(config);
        var review = config.CodeReview;
        var reviewers = review.Enabled ? names.Select(review.ReviewerOf).Distinct(StringComparer.Ordinal).ToArray() : [];
        if (review.Command.IsEmpty)
        {
            return Resolve(config, reviewers, root, path);
        }

        var own = reviewers.Aggregate(config.Provider.Providers, (providers, name) =>
            providers.SetItem(name, (providers.GetValueOrDefault(name) ?? new ProviderEntry()) with { Command = review.Command }));
        return Resolve(config.Provider with { Providers = own }, reviewers, new Search(root, path, _ => "code_review.command"));
    }

    private static AgentResolution Resolve(ProviderConfig config, IEnumerable<string> names, Search search)
    {
        var found = ImmutableDictionary.CreateBuilder<string, AgentCommand>(StringComparer.Ordinal);
        var problems = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (var name in names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var entry = config.Providers.GetValueOrDefault(name) ?? new ProviderEntry();
            var dialect = AgentDialect.Of(name);
            var command = entry.Command.IsEmpty && dialect != AgentDialect.Command ? [name] : entry.Command;
            if (command.IsEmpty)
            {
                problems.Add(DiagnosticCodes.AgentHasNoCommand.Because(
                    $"the provider {name} has no command; set {search.KeyOf(name)} (only {string.Join(" and ", AgentDialect.KnownNames)} are known without one)"));
            }
            else if (Locate(command[0], search) is { } program)
            {
                found.Add(name, new AgentCommand(name, dialect, command.SetItem(0, program)) { Args = entry.Args, Model = entry.Model, Env = entry.Env });
            }
            else
            {
                problems.Add(Explain(name, command[0], search));
            }
        }

        return new AgentResolution(found.ToImmutable(), problems.ToImmutable());
    }

    private static string? Locate(string program, Search search) =>
        Programs.Find(IsPath(program) ? Path.GetFullPath(program, search.Root) : program, search.Path);

    private static bool IsPath(string program) => program.Contains('/') || (OperatingSystem.IsWindows() && program.Contains('\\'));

    private static Diagnostic Explain(string name, string program, Search search)
    {
        if (IsPath(program))
        {
            var file = Path.GetFullPath(program, search.Root);
            return File.Exists(file) || Directory.Exists(file)
                ? NotExecutable(name, file, search.KeyOf(name))
                : DiagnosticCodes.AgentNotFound.Because($"the agent {name}: there is no program {file}; correct {search.KeyOf(name)}");
        }

        foreach (var folder in Folders(search.Path))
        {
            var file = Path.Combine(folder, program);
            if (File.Exists(file))
            {
                return NotExecutable(name, file, search.KeyOf(name));
            }
        }

        var looked = string.Join(", ", Folders(search.Path));
        return DiagnosticCodes.AgentNotFound.Because(
            $"the program \"{program}\" was not found in PATH; install it or set {search.KeyOf(name)} to its path; PATH: {(looked.Length == 0 ? "empty" : looked)}");
    }

    private static Diagnostic NotExecutable(string name, string file, string key) => DiagnosticCodes.AgentNotExecutable.Because(
        Directory.Exists(file)
            ? $"the agent {name}: {file} is a folder, not a program; correct {key}"
            : $"the agent {name}: {file} is not executable; make it so (chmod +x) or correct {key}");

    private static string[] Folders(string? path) => (path ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Where programs are looked for.</summary>
    /// <param name="Root">The folder that commands with a slash are relative to.</param>
    /// <param name="Path">The PATH that others are looked up in.</param>
    /// <param name="KeyOf">The key that names a provider's command.</param>
    private sealed record Search(string Root, string? Path, Func<string, string> KeyOf);
}
