namespace Choo.Views.Reports;

/// <summary>The choo that writes a report.</summary>
/// <param name="Version">Its version.</param>
/// <param name="Pages">Where the documentation of that version begins; ends with a slash.</param>
internal sealed record Release(string Version, string Pages);
