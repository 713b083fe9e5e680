namespace Choo.Core.Diagnostics;

/// <summary>
/// The one registry of CHOO codes, a file a bucket: 0xxx usage and environment, 1xxx specs and graph, 2xxx git and worktrees,
/// 3xxx agents, 4xxx gates, 5xxx landing, 6xxx messages to a person, 7xxx checks of pushed commits, 9xxx internal. A code is never reused.
/// </summary>
public static partial class DiagnosticCodes
{
    /// <summary>The page that explains a code, relative to the repository's root.</summary>
    public static string PageOf(string code) => $"docs/errors/{code}.md";
}
