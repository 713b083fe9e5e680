using System.Buffers;
using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Choo.Core.Agents;
using Choo.Core.Budgets;
using Choo.Core.Events;
using Choo.Core.Gates;
using Xunit;

namespace Choo.Core.Tests.Events;

public sealed class EventJsonTests
{
    private static readonly Type[] EventTypes = [.. typeof(EventData).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(EventData)))];

    public static TheoryData<string> Names => [.. EventTypes.Select(type => type.Name)];

    [Fact]
    public void An_agents_whole_answer_is_in_no_journal()
    {
        var outcome = new AgentOutcome { Verdict = AgentVerdict.Finished, ExitCode = 0, DurationMs = 1, Answer = "whole answer", LastWords = "last words" };
        var line = Write(Of(new AgentDone(TurnPurpose.Review, "codex", 1, outcome)));
        Assert.Contains("\"purpose\":\"review\"", line, StringComparison.Ordinal);
        Assert.DoesNotContain("whole answer", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_event_has_a_name_of_its_own()
    {
        Assert.NotEmpty(EventTypes);
        var names = EventTypes.Select(type => Sample(type).Type).ToArray();
        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.All(names, name => Assert.Matches("^[a-z]+(\\.[a-z_]+){0,2}$", name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_event_is_read_as_it_was_written(string name)
    {
        var type = EventTypes.Single(each => each.Name == name);
        var e = new RunEvent(7, new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero), "run-1", "unit", 3, Sample(type));

        var line = Write(e);
        var read = EventJson.Read(Encoding.UTF8.GetBytes(line))!;

        Assert.EndsWith("\n", line, StringComparison.Ordinal);
        Assert.Equal(line.Length - 1, line.IndexOf('\n', StringComparison.Ordinal));
        Assert.Equal(line, Write(read));
        Assert.Equal((e.Seq, e.Time, e.Run, e.Unit, e.Task, e.Type), (read.Seq, read.Time, read.Run, read.Unit, read.Task, read.Type));
        Assert.Equal(type, read.Data.GetType());
        using var document = JsonDocument.Parse(line);
        Assert.Equal("2026-01-02T03:04:05.678Z", document.RootElement.GetProperty("time").GetString());
        foreach (var property in type.GetProperties().Where(property => property.CanWrite))
        {
            var written = document.RootElement.GetProperty("data").TryGetProperty(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name), out _);
            Assert.True(written, $"{name}.{property.Name} is not written");
        }
    }

    [Fact]
    public void An_event_of_a_type_that_a_later_choo_wrote_is_passed_over() =>
        Assert.Null(EventJson.Read("""{"seq":1,"time":"2026-01-02T03:04:05.000Z","type":"unit.dreamt","run":"r","data":{}}"""u8.ToArray()));

    [Fact]
    public void A_field_that_a_later_choo_wrote_is_passed_over() =>
        Assert.IsType<UnitQueued>(EventJson.Read("""{"seq":1,"time":"2026-01-02T03:04:05.000Z","type":"unit.queued","run":"r","unit":"a","more":1,"data":{"more":2}}"""u8.ToArray())!.Data);

    [Fact]
    public void A_value_of_a_closed_set_is_a_snake_case_word()
    {
        Assert.Contains("\"reason\":\"no_change\"", Write(Of(new TaskRetried(2, AttemptFailure.NoChange))), StringComparison.Ordinal);
        Assert.Contains("\"purpose\":\"baseline\"", Write(Of(new AgentInvoked(TurnPurpose.Baseline, "claude", 1, "log"))), StringComparison.Ordinal);
        Assert.Contains("\"reason\":\"overload\"", Write(Of(new ProviderPaused("claude", PauseReason.Overload, DateTimeOffset.UnixEpoch, false, 1, ""))), StringComparison.Ordinal);
        Assert.Contains("{\"scope\":\"unit\",\"what\":\"tokens\",", Write(Of(new BudgetReached(BudgetScope.Unit, BudgetMeasure.Tokens, 1, 1))), StringComparison.Ordinal);
        Assert.Contains("\"doubt\":\"failed_build\"", Write(Of(new ValidationPassed(Gate(GateDoubt.FailedBuild)))), StringComparison.Ordinal);
        Assert.DoesNotContain("doubt", Write(Of(new ValidationPassed(Gate(null)))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_signal_has_the_name_that_POSIX_gives_it()
    {
        var line = Write(Of(new RunInterrupted(RunSignal.SIGTERM)));
        Assert.Contains("\"data\":{\"signal\":\"SIGTERM\"}", line, StringComparison.Ordinal);
        Assert.Equal(RunSignal.SIGTERM, ((RunInterrupted)EventJson.Read(Encoding.UTF8.GetBytes(line))!.Data).Signal.Known);
    }

    [Fact]
    public void A_budget_of_a_measure_that_a_later_choo_knows_is_told_in_its_word()
    {
        var line = Write(Of(new BudgetReached(BudgetScope.Run, BudgetMeasure.Cost, 1.5m, 2))).Replace("\"cost\"", "\"energy\"", StringComparison.Ordinal);
        var read = (BudgetReached)EventJson.Read(Encoding.UTF8.GetBytes(line))!.Data;
        Assert.Equal((null, "1.5 energy"), (read.What.Known, read.Text(read.Spent)));
    }

    [Fact]
    public void A_word_that_a_later_choo_wrote_is_kept_and_is_no_value()
    {
        var line = Write(Of(new AgentInvoked(TurnPurpose.Task, "claude", 1, "log"))).Replace("\"task\"", "\"polish\"", StringComparison.Ordinal);
        var read = EventJson.Read(Encoding.UTF8.GetBytes(line))!;
        Assert.Equal((null, "polish"), (((AgentInvoked)read.Data).Purpose.Known, ((AgentInvoked)read.Data).Purpose.ToString()));
        Assert.Equal(line, Write(read));
    }

    [Theory]
    [InlineData("{\"seq\":1,")]
    [InlineData("not json")]
    [InlineData("")]
    public void What_is_no_json_is_an_exception(string line) =>
        Assert.ThrowsAny<JsonException>(() => EventJson.Read(Encoding.UTF8.GetBytes(line)));

    private static Evidence Gate(GateDoubt? doubt) => new() { Gate = "g", Command = "c", Tree = "t", ExitCode = 0, DurationMs = 1, OutputDigest = "", Doubt = doubt };

    private static RunEvent Of(EventData data) => new(1, DateTimeOffset.UnixEpoch, "r", "a", null, data);

    private static string Write(RunEvent e)
    {
        var buffer = new ArrayBufferWriter<byte>();
        EventJson.WriteLine(buffer, e);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static EventData Sample(Type type) => (EventData)Value(type, "")!;

    /// <summary>A value of any type that events hold, with every member set to something.</summary>
    private static object? Value(Type type, string name)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain switch
        {
            _ when plain == typeof(string) => $"{name} \"é\"\n\u0001",
            _ when plain == typeof(int) => 42,
            _ when plain == typeof(long) => 1L << 40,
            _ when plain == typeof(decimal) => 0.125m,
            _ when plain == typeof(bool) => true,
            _ when plain == typeof(DateTimeOffset) => DateTimeOffset.UnixEpoch,
            { IsEnum: true } => Enum.GetValues(plain).GetValue(1),
            { IsGenericType: true } when plain.GetGenericTypeDefinition() == typeof(ImmutableArray<>) => Many(plain.GetGenericArguments()[0], name),
            _ => Build(plain),
        };
    }

    private static object Build(Type type)
    {
        var constructor = type.GetConstructors(BindingFlags.Public | BindingFlags.Instance).OrderByDescending(each => each.GetParameters().Length).First();
        var made = constructor.Invoke([.. constructor.GetParameters().Select(each => Value(each.ParameterType, each.Name!))]);
        var taken = constructor.GetParameters().Select(each => each.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var property in type.GetProperties().Where(property => property.CanWrite && !taken.Contains(property.Name)))
        {
            property.SetValue(made, Value(property.PropertyType, property.Name));
        }

        return made;
    }

    private static object Many(Type element, string name)
    {
        var array = Array.CreateInstance(element, 2);
        array.SetValue(Value(element, name), 0);
        array.SetValue(Value(element, name), 1);
        var create = typeof(ImmutableArray).GetMethods().Single(method =>
            method.Name == nameof(ImmutableArray.Create) && method.GetParameters() is [{ ParameterType.IsArray: true }]);
        return create.MakeGenericMethod(element).Invoke(null, [array])!;
    }
}
