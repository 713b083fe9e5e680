using Choo.Core.Gates;

namespace Choo.Core.Flow;

/// <summary>Why an attempt was not accepted.</summary>
/// <param name="Kind">What kept it from being accepted.</param>
/// <param name="Message">In a line, without a full stop.</param>
/// <param name="Evidence">The gate's result; null when it was not reached.</param>
internal sealed record TurnFailure(TurnFailureKind Kind, string Message, Evidence? Evidence = null);
