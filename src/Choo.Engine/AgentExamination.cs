using System.Collections.Immutable;
using Choo.Adapters.Agents;
using Choo.Core.Agents;
using Choo.Core.Diagnostics;

namespace Choo.Engine;

/// <summary>The agents: whether they are there and, for those that would run, whether they are signed in and their sandbox works.</summary>
internal static class AgentExamination
{
    private static readonly string[] Resolving = [DiagnosticCodes.AgentNotFound.Id, DiagnosticCodes.AgentNotExecutable.Id, DiagnosticCodes.AgentHasNoCommand.Id];

    /// <summary>Whether a problem of a run's preparation is reported here.</summary>
    public static bool Covers(Diagnostic problem) => Resolving.Contains(problem.Code);

    public static async Task<ImmutableArray<Finding>> ExamineAsync(DoctorScope scope, CancellationToken cancellationToken)
    {
        var used = Used(scope);
        var findings = ImmutableArray.CreateBuilder<Finding>();
        foreach (var name in scope.Config.Provider.Providers.Keys.Concat([.. AgentDialect.KnownNames, .. used]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var runs = used.Contains(name);
            var found = AgentCommands.Resolve(scope.Config, [name], scope.Repository.Root, scope.Request.Environment("PATH"));
            findings.Add(Presence(name, runs, found));
            if (runs && found.Commands.TryGetValue(name, out var agent))
            {
                findings.AddRange(await new AgentProbe(scope, agent).ExamineAsync(cancellationToken).ConfigureAwait(false));
            }
        }

        return findings.ToImmutable();
    }

    private static Finding Presence(string name, bool runs, AgentResolution found) => found.Commands.TryGetValue(name, out var agent)
        ? new Finding($"agent {name}", FindingState.Ok, agent.Command[0] + (runs ? " (a unit uses it)" : " (no unit uses it)"))
        : runs
            ? Finding.Of(found.Diagnostics[0]) with { Name = $"agent {name}" }
            : new Finding($"agent {name}", FindingState.Info, "not found; no unit uses it");

    /// <summary>The agents of the units to run; the one of units that name none where a run would refuse to start or has nothing to do.</summary>
    private static ImmutableArray<string> Used(DoctorScope scope) => scope.Inputs is { Units.IsEmpty: false } inputs
        ? [.. inputs.Units.Select(unit => unit.Provider).Distinct(StringComparer.Ordinal)]
        : [scope.Request.ForcedProvider ?? scope.Request.Provider ?? scope.Config.Provider.Type ?? AgentDialect.Claude.Name];
}
