using Choo.Core.Priorities;
using Xunit;

namespace Choo.Core.Tests.Priorities;

public sealed class UrgencyTests
{
    private static readonly Urgency Plain = new() { Priority = UnitPriority.P2, Height = 2, Effort = UnitEffort.M, Place = 5 };

    public static TheoryData<Urgency> MoreUrgent => new(
        Plain with { IsReturned = true, Priority = UnitPriority.P4, Place = 9 },
        Plain with { Priority = UnitPriority.P1, Height = 1, Place = 9 },
        Plain with { Priority = UnitPriority.P3, Age = 2, Height = 1 },
        Plain with { Height = 3, Effort = UnitEffort.Xl, Place = 9 },
        Plain with { Effort = UnitEffort.S, Place = 9 },
        Plain with { Place = 4 });

    [Theory]
    [MemberData(nameof(MoreUrgent))]
    public void Returned_units_then_priority_with_age_then_height_then_effort_then_place(Urgency first)
    {
        Assert.True(first < Plain && first <= Plain && Plain > first && Plain >= first);
        Assert.Equal(0, Plain.CompareTo(Plain));
    }

    [Theory]
    [InlineData("P0", UnitPriority.P0)]
    [InlineData("p3", UnitPriority.P3)]
    [InlineData("critical", UnitPriority.P0)]
    [InlineData("high", UnitPriority.P1)]
    [InlineData("medium", UnitPriority.P2)]
    [InlineData("Low", UnitPriority.P3)]
    [InlineData("1", UnitPriority.P0)]
    [InlineData("5", UnitPriority.P4)]
    [InlineData("0", null)]
    [InlineData("P5", null)]
    [InlineData("urgent", null)]
    public void Priorities_are_read_as_earlier_systems_wrote_them_too(string word, UnitPriority? priority) => Assert.Equal(priority, PriorityWords.Priority(word));

    [Theory]
    [InlineData("xs", UnitEffort.Xs)]
    [InlineData("XL", UnitEffort.Xl)]
    [InlineData("medium", UnitEffort.M)]
    [InlineData("xxl", null)]
    public void So_are_efforts(string word, UnitEffort? effort) => Assert.Equal(effort, PriorityWords.Effort(word));
}
