using System.Collections.Immutable;
using System.Text.Json;
using Choo.Core.Escalation;
using Choo.Core.Events;
using Choo.Testing;
using Xunit;

namespace Choo.Tool.Tests.Output;

/// <summary>What a webhook is posted and a command gets is of the form that <c>docs/schema</c> describes, field by field.</summary>
public sealed class EscalationSchemaTests
{
    [Fact]
    public void Each_kind_of_message_is_of_its_schema_and_the_schema_has_no_other_field()
    {
        ImmutableArray<EventData> ends = [new RunCompleted(1, 1), new RunFailed { Failed = 1 }, new RunFailed { Reason = Core.Diagnostics.DiagnosticCodes.TargetRed.Because("red") }, new RunInterrupted(RunSignal.SIGINT)];
        var problem = Core.Diagnostics.DiagnosticCodes.BackpressureFailed.At("f", 1, 2, "the gate failed");
        var fold = new EscalationFold("app", ["failed", "blocked", "waiting", "ended"], ["webhook"]);
        var seq = 0;
        DueEscalation? Take(string? unit, EventData data) => fold.Apply(new RunEvent(++seq, DateTimeOffset.UnixEpoch, CannedRun.Id, unit, null, data));
        Take(null, new RunStarted { Version = "1", Target = "main", Base = "b", TasksDir = "t", Parallelism = 1, Units = [CannedRun.Unit("a"), CannedRun.Unit("b", 1, "a"), CannedRun.Unit("c")] });
        var messages = ((IEnumerable<DueEscalation?>)
        [
            Take("b", new UnitBlocked(["a"])), Take("a", new UnitFailed(problem)), Take("c", new UnitWaiting(problem with { Message = "wait", File = null, Line = 0, Column = 0 })), .. ends.Select(end => Take(null, end)),
        ]).Select(due => due!.Message).Append(EscalationText.Test("app", DateTimeOffset.UnixEpoch)).Select(EscalationJson.Write).ToArray();

        Assert.All(messages, message => Schemas.Validate(message, "escalation"));
        var fields = messages.SelectMany(message => JsonDocument.Parse(message).RootElement.EnumerateObject().Select(field => field.Name)).Distinct();
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(RepositoryRoot.Folder, "docs", "schema", "escalation.schema.json")));
        Assert.Equal(schema.RootElement.GetProperty("properties").EnumerateObject().Select(field => field.Name).Order(StringComparer.Ordinal), fields.Order(StringComparer.Ordinal));
    }
}
