using Choo.Core.Events;
using Choo.Core.State;
using Choo.Views.Text;

namespace Choo.Views.Lines;

/// <summary>A feature's branch and its pull request in words.</summary>
internal static class FeatureText
{
    /// <summary>What a run of a feature would do.</summary>
    /// <param name="branch">Its branch.</param>
    /// <param name="target">Where it is proposed to; empty for the branch that is checked out.</param>
    /// <param name="isNew">Whether the branch is still to be made; null where that was not looked at.</param>
    public static IEnumerable<string> OfPlan(string branch, string target, bool? isNew)
    {
        var to = target.Length > 0 ? target : "the branch that is checked out";
        yield return "";
        yield return isNew switch
        {
            true => $"Feature: {branch} is made from {to}",
            false => $"Feature: {branch} goes on",
            _ => $"Feature: {branch}, made from {to} where there is none",
        };
        yield return $"At the end one pull request from {branch} to {to}, where there is a forge";
    }

    /// <summary>An event of a feature's pull request as a line; null for any other.</summary>
    public static EventLine? Of(RunEvent e) => e.Data switch
    {
        FeatureProposed proposed => new(Verbosity.Minimal, Tone.Good, $"pull request #{proposed.Number} from {proposed.Branch} to {proposed.Target} is open: {proposed.Url}"),
        FeatureUpdated updated => new(Verbosity.Minimal, Tone.Good, $"pull request #{updated.Number} from {updated.Branch} to {updated.Target} has the newest units: {updated.Url}"),
        _ => null,
    };

    /// <summary>The pull request of a run's feature; nothing where none was opened.</summary>
    public static IEnumerable<string> Of(RunState state) =>
        state.Feature is { } known ? [$"feature {state.Started.Feature}: pull request #{known.Number} from {known.Branch} to {known.Target}: {OneLine.Of(known.Url)}"] : [];
}
