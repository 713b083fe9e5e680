using System.Collections.Immutable;
using Choo.Core.Diagnostics;
using Choo.Core.Gates;

namespace Choo.Core.Flow;

/// <summary>What a proof said of the target itself.</summary>
public abstract record TargetVerdict
{
    private TargetVerdict()
    {
    }

    /// <summary>What each command said, those of the setup first.</summary>
    public required ImmutableArray<Evidence> Evidence { get; init; }

    /// <summary>Why nothing can land on a target with this verdict; null when units can.</summary>
    /// <param name="target">The target's name.</param>
    public abstract Diagnostic? Problem(string target);

    /// <summary>Every gate passed.</summary>
    public sealed record Green : TargetVerdict
    {
        /// <inheritdoc/>
        public override Diagnostic? Problem(string target) => null;
    }

    /// <summary>A gate failed.</summary>
    /// <param name="Gate">The first that did.</param>
    public sealed record Red(Evidence Gate) : TargetVerdict
    {
        /// <inheritdoc/>
        public override Diagnostic Problem(string target) => DiagnosticCodes.TargetRed.Because(
            $"the baseline already fails on {target} (`{Gate.Command}`: {GateReport.Outcome(Gate)}), so nothing can land: make it pass, then `dotnet choo resume`; or set baseline.allow_red_target: true");
    }

    /// <summary>A setup command failed, so no gate ran.</summary>
    /// <param name="Command">The command.</param>
    public sealed record NotSetUp(Evidence Command) : TargetVerdict
    {
        /// <inheritdoc/>
        public override Diagnostic Problem(string target) => DiagnosticCodes.SetupFailed.At(
            ".choo.yaml", 0, 0, $"the setup command `{Command.Command}` failed on {target} itself: {GateReport.Outcome(Command)}; nothing can be proved without it: correct it, then `dotnet choo resume`; or set baseline.allow_red_target: true");
    }
}
