using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using Choo.Core.Events;
using Choo.Core.State;

namespace Choo.Benchmarks;

/// <summary>
/// A whole run's decisions, from queued to complete for every unit, in layers of 100 that each wait for the layer before. Every
/// iteration takes 100,000 units through, as one run or as a hundred, so the figures are time per unit (five events) and compare.
/// </summary>
[MemoryDiagnoser]
public class DecisionStep
{
    private const int Layer = 100;
    private const int Total = 100_000;
    private RunStarted started = null!;
    private RunState[] states = [];

    /// <summary>How many units the run has.</summary>
    [Params(1_000, 100_000)]
    public int Units { get; set; }

    /// <summary>Makes the plan once; it is not measured.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        var units = ImmutableArray.CreateBuilder<PlannedUnit>(Units);
        ImmutableArray<PlannedTask> tasks = [new PlannedTask(1, "t", "01-t.md", false)];
        for (var i = 0; i < Units; i++)
        {
            // Two dependencies in the layer before: enough edges to tell, as few as plans have.
            var layer = i / Layer;
            ImmutableArray<string> dependsOn = layer == 0
                ? []
                : [Name(((layer - 1) * Layer) + (i % Layer)), Name(((layer - 1) * Layer) + ((i + 1) % Layer))];
            units.Add(new PlannedUnit(Name(i), $"specs/tasks/{Name(i)}", dependsOn, "claude", tasks));
        }

        started = new RunStarted
        {
            Version = "0",
            Target = "main",
            Base = new string('0', 40),
            TasksDir = "specs/tasks",
            Parallelism = 8,
            Units = units.ToImmutable(),
        };
    }

    /// <summary>Fresh states for each iteration; making them is not measured.</summary>
    [IterationSetup]
    public void Begin() => states = [.. Enumerable.Range(0, Total / Units).Select(_ => new RunState(started))];

    /// <summary>Time per unit: queue, start, verify, merge, complete, and every decision between.</summary>
    [Benchmark(OperationsPerInvoke = Total)]
    public int PerUnit() => states.Sum(Run);

    private int Run(RunState state)
    {
        var time = DateTimeOffset.UnixEpoch;
        var seq = 1L;
        while (state.TakeNextCommand() is { } command)
        {
            switch (command)
            {
                case Command.Enqueue queue:
                    Apply(queue.Unit, new UnitQueued());
                    break;
                case Command.Start start:
                    Apply(start.Unit, new UnitStarted(1, 0));
                    Apply(start.Unit, new UnitVerified("c", "t", "b"));
                    break;
                case Command.Join join:
                    Apply(join.Unit, new UnitMerged("c", "main", "b", []));
                    Apply(join.Unit, new UnitCompleted("c", null));
                    break;
                case Command.Finish:
                    return state.Counts.Complete == Units ? Units : throw new InvalidOperationException("not every unit completed");
                default:
                    throw new InvalidOperationException($"unexpected {command}");
            }
        }

        throw new InvalidOperationException("the run stopped before its end");

        void Apply(string unit, EventData data) => state.Apply(new RunEvent(++seq, time, "r", unit, null, data));
    }

    private static string Name(int i) => $"u{i:000000}";
}
