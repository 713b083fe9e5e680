using Choo.Core.Text;

namespace Choo.Core.Backlogs;

/// <summary>A person's word that a gap is not to be started.</summary>
/// <param name="Id">The gap.</param>
/// <param name="Why">Why, empty when it does not say.</param>
/// <param name="File">Where that stands.</param>
/// <param name="At">The place in it.</param>
internal readonly record struct Hold(string Id, string Why, string File, Position At);
