using Choo.Core.State;

namespace Choo.Engine;

/// <summary>One start of a run: what each part of it works with.</summary>
/// <param name="Inputs">What was found before.</param>
/// <param name="Request">What was asked for.</param>
/// <param name="State">The run's state; the loop alone changes it.</param>
/// <param name="Resources">What the run holds.</param>
internal sealed record RunStart(RunInputs Inputs, RunRequest Request, RunState State, RunResources Resources)
{
    /// <summary>The run's id.</summary>
    public string Run => Resources.Run;
}
