using System.Collections.Immutable;
using Choo.Core.Flow;
using Choo.Core.Specs;
using Xunit;

namespace Choo.Core.Tests.Flow;

public sealed class TaskOrderTests
{
    private static SpecTask Task(int number, SpecStatus status = SpecStatus.Pending, params int[] needs) => new()
    {
        Number = number,
        Title = $"step {number}",
        File = $"{number:00}-step.md",
        Path = $"specs/tasks/a/{number:00}-step.md",
        Status = status,
        DependsOn = [.. needs],
    };

    private static Unit Unit(params SpecTask[] tasks) => new() { Id = "a", Path = "specs/tasks/a", Tasks = [.. tasks] };

    private static int? Next(Unit unit, params int[] done) => TaskOrder.Next(unit, done.ToImmutableHashSet())?.Number;

    [Fact]
    public void The_lowest_ready_number_comes_next() => Assert.Equal(1, Next(Unit(Task(2), Task(1))));

    [Fact]
    public void A_task_waits_for_those_it_depends_on()
    {
        var unit = Unit(Task(1, needs: 3), Task(2), Task(3));
        Assert.Equal((2, 3, 1, (int?)null), (Next(unit), Next(unit, 2), Next(unit, 2, 3), Next(unit, 1, 2, 3)));
    }

    [Fact]
    public void What_was_complete_before_counts_as_done()
    {
        var unit = Unit(Task(1, SpecStatus.Complete), Task(2, needs: 1));
        Assert.Equal(2, Next(unit));
        Assert.Equal([2], TaskOrder.Open(unit, ImmutableHashSet<int>.Empty).Select(task => task.Number));
    }

    [Fact]
    public void Tasks_that_wait_for_each_other_are_open_and_none_is_next()
    {
        var unit = Unit(Task(1, needs: 2), Task(2, needs: 1));
        Assert.Null(Next(unit));
        Assert.Equal(2, TaskOrder.Open(unit, ImmutableHashSet<int>.Empty).Length);
    }

    [Fact]
    public void Messages_carry_the_trailers_by_which_commits_are_found_again()
    {
        var task = CommitMessages.ForTask("run-1", Unit(), Task(3));
        Assert.Equal("feat(a): complete task #3 - step 3\n\nChoo-Run: run-1\nChoo-Unit: a\nChoo-Task: 3\n", task);
        Assert.Equal("feat(a): complete task #3", CommitMessages.ForTask("run-1", Unit(), Task(3) with { Title = "" }).Split('\n')[0]);
        Assert.Equal("fix(a): baseline checks\n\nChoo-Run: run-1\nChoo-Unit: a\n", CommitMessages.ForBaseline("run-1", "a"));
        Assert.Equal("Merge main into a\n\nChoo-Run: run-1\nChoo-Unit: a\n", CommitMessages.ForConflict("run-1", "a", "main"));
        Assert.Equal("Merge unit a\n\nChoo-Run: run-1\nChoo-Unit: a\n", CommitMessages.ForLanding("run-1", "a"));
        Assert.Equal("Merge unit a\n\nCloses octo/app#5\n\nChoo-Run: run-1\nChoo-Unit: a\n", CommitMessages.ForLanding("run-1", "a", new IssueReference("octo/app", 5)));
        Assert.Equal("Merge what a depends on\n\nChoo-Run: run-1\nChoo-Unit: a\n", CommitMessages.ForDependencies("run-1", "a"));
    }

    [Theory]
    [InlineData("Choo-Run: forged")]
    [InlineData("one\nChoo-Unit: forged\n\nChoo-Task: 9")]
    public void A_title_cannot_forge_a_trailer(string title)
    {
        var message = CommitMessages.ForTask("run-1", Unit(), Task(3) with { Title = title });
        Assert.Equal(6, message.Split('\n').Length);
        Assert.EndsWith("\n\nChoo-Run: run-1\nChoo-Unit: a\nChoo-Task: 3\n", message, StringComparison.Ordinal);
    }
}
