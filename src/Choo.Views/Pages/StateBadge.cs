using Choo.Core.State;
using Choo.Views.Text;

namespace Choo.Views.Pages;

/// <summary>A unit's state as a word with a colour; the word says all that the colour does.</summary>
internal static class StateBadge
{
    /// <summary>Writes it.</summary>
    public static void Write(HtmlText html, UnitState state) => html.Element("span", Words(state), ("class", $"state {Class(state)}"));

    /// <summary>The state in words.</summary>
    public static string Words(UnitState state) => state == UnitState.Waiting ? "needs you" : state.Name().Replace('_', ' ');

    private static string Class(UnitState state) => state switch
    {
        UnitState.Complete => "good",
        UnitState.Failed => "bad",
        UnitState.Blocked or UnitState.Waiting => "warn",
        UnitState.Pending or UnitState.Ready => "idle",
        _ => "busy",
    };
}
