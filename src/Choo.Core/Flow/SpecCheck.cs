using Choo.Core.Diagnostics;

namespace Choo.Core.Flow;

/// <summary>Whether the target still asks of a unit what its prompts say: what lands as done is what was done.</summary>
internal sealed class SpecCheck(RunContext settings, FlowPorts ports, TargetHistory history)
{
    /// <summary>Null when the unit's spec at a commit of the target is the one it is worked by; else what changed and what to do.</summary>
    public async Task<Diagnostic?> ProblemAsync(UnitScope scope, string tip, CancellationToken cancellationToken)
    {
        if (history.HasSeenSpec(tip, scope.Unit.Id))
        {
            return null;
        }

        var files = await ports.Landing.ChangedFilesAsync(
            scope.Assignment.SpecCommit, tip, path => ports.Source.IsTextOf(scope.Unit, path), cancellationToken).ConfigureAwait(false);
        var changed = files.Where(file => !ports.Source.SaysTheSame(scope.Unit, file)).Select(file => file.Path).Order(StringComparer.Ordinal).ToArray();
        if (changed.Length == 0)
        {
            history.SeeSpec(tip, scope.Unit.Id);
            return null;
        }

        var names = string.Join(", ", changed.Select(path => path[(path.LastIndexOf('/') + 1)..]));
        var what = scope.Tip.Length == 0
            ? $"the spec of {scope.Unit.Id} changed on {settings.Target} after the run read it ({names} changed), so the unit was not started"
            : $"the spec of {scope.Unit.Id} changed on {settings.Target} while agents worked on it ({names} changed), so it did not land; its commits are kept";
        return DiagnosticCodes.SpecChanged.At(changed[0], 1, 1, $"{what}: `dotnet choo resume` continues with the new text");
    }
}
