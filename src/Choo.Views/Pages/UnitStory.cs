using System.Collections.Immutable;
using Choo.Core.CodeReview;
using Choo.Core.Events;
using Choo.Core.Gates;
using Choo.Core.State;
using Choo.Views.Lines;

namespace Choo.Views.Pages;

/// <summary>Folds the events of one unit into the steps that were done for it.</summary>
internal sealed class UnitStory
{
    private const int Most = 60;
    private readonly List<UnitStep> steps = [];
    private readonly HashSet<string> logs = new(StringComparer.Ordinal);

    /// <summary>How many older steps are not among <see cref="Steps"/>.</summary>
    public int LeftOut { get; private set; }

    /// <summary>The newest steps, at most 60, oldest first.</summary>
    public IReadOnlyList<UnitStep> Steps => steps;

    /// <summary>Takes in an event of the unit, after the state took it in.</summary>
    public void Take(RunEvent e, RunState state)
    {
        switch (e.Data)
        {
            case AgentInvoked turn:
                Add(new UnitStep(TitleOf(e, turn, state), e.Time) { Turn = turn });
                break;
            case AgentDone done:
                ChangeTurn(step => step with { Outcome = done.Outcome });
                break;
            case EditsUndone undone:
                ChangeTurn(step => step with { Notes = step.Notes.Add($"edits of {string.Join(", ", undone.Files)} were undone") });
                break;
            case ValidationPassed passed:
                ChangeTurn(step => step with { Gates = step.Gates.Add(passed.Evidence) });
                break;
            case ValidationFailed failed:
                ChangeTurn(step => step with { Refusal = failed.Message, Gates = failed.Evidence is { } gate ? step.Gates.Add(gate) : step.Gates });
                break;
            case RedFirstChecked check:
                // It is as it should be when it does not pass.
                Add(new UnitStep($"Gate of task {e.Task} before the work: {(check.Evidence.Passed ? "already passes" : "fails, as it should")}", e.Time));
                break;
            case BaselinePassed passed:
                AddGates(e, "Baseline", passed.Evidence);
                break;
            case BaselineFailed failed:
                AddGates(e, "Baseline", failed.Evidence);
                break;
            case UnitMerged merged:
                AddGates(e, "Baseline of the merged tree", merged.Evidence);
                break;
            case UnitCommandRan { Evidence.Passed: false } ran:
                AddGates(e, $"Command of {ran.Phase}", [ran.Evidence]);
                break;
            case CodeReviewIssuesFound found:
                Add(new UnitStep($"Review: {found.Count} found", e.Time) { Notes = [.. found.Issues.Select(FindingRules.Describe)] });
                break;
            case PullRequestFeedback feedback:
                Add(new UnitStep($"Feedback, round {feedback.Round}", e.Time) { Notes = [.. feedback.Items.Select(item => $"{item.Author}: {item.Text}")] });
                break;
            case TestsChanged or TestsAccepted or TestsAllowed or NewTestsChecked or UnitConflict or UnitReturned or UnitUndone or UnitRestarted or WorkSaved or CodeReviewFailed or BudgetReached:
                AddLine(e, state);
                break;
        }
    }

    private static string TitleOf(RunEvent e, AgentInvoked turn, RunState state) => turn.Purpose.Known switch
    {
        TurnPurpose.Task => $"Task {e.Task}{Quoted(e, state)}, attempt {turn.Attempt}",
        TurnPurpose.Baseline => $"Fix turn {turn.Attempt}",
        TurnPurpose.Conflict => $"Conflict turn {turn.Attempt}",
        TurnPurpose.Feedback => $"Feedback turn {turn.Attempt}",
        TurnPurpose.Review => "Review",
        TurnPurpose.ReviewFix => $"Review fix turn {turn.Attempt}",
        _ => $"Turn ({turn.Purpose})",
    };

    private static string Quoted(RunEvent e, RunState state) =>
        state.Unit(e.Unit!).Planned.Tasks.FirstOrDefault(task => task.Number == e.Task) is { Title.Length: > 0 } task ? $" “{task.Title}”" : "";

    /// <summary>A proof that is recorded again by each unit that landed with it is one step.</summary>
    private void AddGates(RunEvent e, string title, ImmutableArray<Evidence> gates)
    {
        var fresh = gates.Where(gate => gate.Log is null || logs.Add($"{gate.Log} {gate.Gate}")).ToImmutableArray();
        if (!fresh.IsEmpty)
        {
            Add(new UnitStep(title, e.Time) { Gates = fresh });
        }
    }

    private void AddLine(RunEvent e, RunState state)
    {
        var line = EventLines.Of(e, state);
        var subject = $"{e.Unit}: ";
        var text = line.Text.StartsWith(subject, StringComparison.Ordinal) ? line.Text[subject.Length..] : line.Text;
        Add(new UnitStep(text.Length > 0 ? char.ToUpperInvariant(text[0]) + text[1..] : text, e.Time) { Notes = line.Details });
    }

    private void Add(UnitStep step)
    {
        steps.Add(step);
        if (steps.Count > Most)
        {
            steps.RemoveAt(0);
            LeftOut++;
        }
    }

    private void ChangeTurn(Func<UnitStep, UnitStep> change)
    {
        var at = steps.FindLastIndex(step => step.Turn is not null);
        if (at >= 0)
        {
            steps[at] = change(steps[at]);
        }
    }
}
