namespace Choo.Core.Running;

/// <content>A run that had ended goes on.</content>
public sealed partial class RunState
{
    /// <summary>After an end of any kind: what was under way, failed, blocked or waiting gets another chance; what is complete stays so.</summary>
    private void Reopen(RunEvent resumed)
    {
        End = null;
        OverBudget = null;
        finishing = false;
        running = merging = over = 0;
        Counts = new RunCounts(0, 0, 0, 0);
        unlocked.Clear();
        doomed.Clear();
        ready.Clear();
        landings.Clear();
        for (var i = 0; i < units.Length; i++)
        {
            missing[i] = graph.Dependencies[i].Length;
        }

        for (var i = 0; i < units.Length; i++)
        {
            if (units[i].State == UnitState.Complete)
            {
                over++;
                Counts = Counts.With(UnitState.Complete, 1);
                foreach (var dependent in graph.Dependents[i])
                {
                    missing[dependent]--;
                }
            }
        }

        for (var i = 0; i < units.Length; i++)
        {
            if (units[i].State == UnitState.Complete)
            {
                continue;
            }

            UnitFold.Reopen(units[i]);
            TakeTime(units[i], resumed);
            if (units[i].State == UnitState.Merging)
            {
                landings.Enqueue(i);
            }
            else if (missing[i] == 0)
            {
                unlocked.Enqueue(i);
            }
        }
    }
}
