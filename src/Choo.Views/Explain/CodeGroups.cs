using Choo.Core.Diagnostics;

namespace Choo.Views.Explain;

/// <summary>The groups of codes, by the first digits of their numbers.</summary>
internal static class CodeGroups
{
    /// <summary>The heading of the group that a code belongs to.</summary>
    public static string Of(DiagnosticCode code) => code.Id["CHOO".Length..] switch
    {
        ['0', '0', ..] => "Usage and the run's files",
        ['0', '1', ..] => "Configuration",
        ['0', '2', ..] => "MSBuild",
        ['1', ..] => "Specs",
        ['2', ..] => "Git and worktrees",
        ['3', ..] => "Agents",
        ['4', ..] => "Gates and units",
        ['5', ..] => "Landing",
        ['6', ..] => "Messages to you",
        ['7', ..] => "Checks of pushed commits",
        ['9', ..] => "Faults in choo",
        _ => "Others",
    };
}
