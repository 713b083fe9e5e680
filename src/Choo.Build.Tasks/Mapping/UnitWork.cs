using System.Text.Json;
using Choo.Core.State;

namespace Choo.Build.Tasks.Mapping;

/// <summary>What a unit took: the numbers that the tool itself makes of the same events (WorkFold and RunState.Time in Choo.Core).</summary>
internal sealed class UnitWork
{
    private WorkedTime time;
    private bool started;
    private bool judged;
    private bool unjudged;

    /// <summary>Turns of its tasks that were judged.</summary>
    public int Attempts { get; set; }

    /// <summary>Turns that were to repair a failed baseline.</summary>
    public int FixTurns { get; set; }

    /// <summary>Turns that were to resolve a merge conflict.</summary>
    public int ConflictTurns { get; set; }

    /// <summary>How long it was worked on, up to a moment; null when it was not started.</summary>
    public TimeSpan? Until(DateTimeOffset moment) => started ? time.Until(moment) : null;

    /// <summary>Counts an event of the unit.</summary>
    public void Count(string type, JsonElement data)
    {
        switch (type)
        {
            case "unit.started":
                started = true;
                break;
            case "task.agent.invoke":
                (judged, unjudged) = (false, false);
                break;
            case "task.agent.done":
                CountTurn(data);
                break;
            case "task.validation.ok":
                Judge();
                break;
            case "task.validation.fail":
                Judge();
                unjudged = false;
                break;
            case "task.committed":
                // Found in git after a crash that came before the journal had heard of the gate.
                if (unjudged)
                {
                    Judge();
                }

                unjudged = false;
                break;
        }
    }

    /// <summary>A turn that was not judged yet never will be: the unit starts over.</summary>
    public void Forget() => unjudged = false;

    /// <summary>Time counts while the unit has a slot and while it lands.</summary>
    public void Pass(bool working, DateTimeOffset moment) => time = working ? time.Open(moment) : time.Close(moment);

    private void CountTurn(JsonElement data)
    {
        unjudged = false;
        switch (data.Text("purpose"))
        {
            case "baseline":
                FixTurns++;
                break;
            case "conflict":
                ConflictTurns++;
                break;
            case "task":
                unjudged = data.Object("outcome")?.Text("verdict") != "over_budget";
                break;
        }
    }

    private void Judge()
    {
        // A resume may judge a turn again that was judged just before a crash.
        Attempts += judged ? 0 : 1;
        judged = true;
    }
}
