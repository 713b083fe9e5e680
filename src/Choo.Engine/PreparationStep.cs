namespace Choo.Engine;

/// <summary>One step of a preparation. It finds something or checks something; what it lacks because an earlier step found a problem, it leaves out.</summary>
/// <param name="For">What it is taken for.</param>
/// <param name="TakeAsync">Takes it: puts what it finds and every problem into the draft, and changes nothing else.</param>
internal sealed record PreparationStep(PreparationPurpose For, Func<PreparationDraft, CancellationToken, Task> TakeAsync);
