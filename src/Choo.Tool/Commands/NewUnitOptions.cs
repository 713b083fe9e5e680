using System.Collections.Immutable;
using Choo.Core.Diagnostics;
using Choo.Core.Specs.Drafts;

namespace Choo.Tool.Commands;

/// <summary>What a command line says of a new unit; null for what it does not say.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">Its title.</param>
/// <param name="DependsOn">Units it depends on.</param>
/// <param name="Tasks">Its tasks' titles.</param>
/// <param name="Backpressures">The commands that prove the tasks.</param>
/// <param name="Provider">Its agent.</param>
internal sealed record NewUnitOptions(
    string? Name, string? Title, ImmutableArray<string>? DependsOn, ImmutableArray<string> Tasks, ImmutableArray<string> Backpressures, string? Provider)
{
    /// <summary>All that cannot be done without and is not given, in one line; null when nothing is missing.</summary>
    public Diagnostic? Missing()
    {
        string[] missing =
        [
            .. Name is null ? ["a name (dotnet choo new unit NAME)"] : Array.Empty<string>(),
            .. Tasks.IsEmpty ? ["at least one task (--task \"TITLE\")"] : Array.Empty<string>(),
        ];
        return missing.Length == 0 ? null : DiagnosticCodes.Usage.Because(
            $"a new unit needs {string.Join(" and ", missing)}; choo asks for what is missing only on a terminal, and not with --yes or --json");
    }

    /// <summary>The unit, with defaults for what is not given.</summary>
    public UnitDraft Draft(string name, string defaultGate) => new()
    {
        Name = name,
        Title = Title ?? UnitDraft.TitleOf(name),
        DependsOn = DependsOn ?? [],
        Tasks = Tasks,
        Backpressures = Backpressures,
        Provider = Provider,
        DefaultGate = defaultGate,
    };
}
