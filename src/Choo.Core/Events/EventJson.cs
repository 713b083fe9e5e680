using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Choo.Core.Events;

/// <summary>The one event serialiser: an event is one JSON object on one line, the same in the journal and on the wire.</summary>
public static class EventJson
{
    /// <summary>Writes one event and a line feed.</summary>
    public static void WriteLine(IBufferWriter<byte> output, RunEvent e)
    {
        using (var writer = new Utf8JsonWriter(output))
        {
            writer.WriteStartObject();
            writer.WriteNumber("seq", e.Seq);
            writer.WriteString("time", e.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            writer.WriteString("type", e.Type);
            writer.WriteString("run", e.Run);
            if (e.Unit is not null)
            {
                writer.WriteString("unit", e.Unit);
            }

            if (e.Task is { } task)
            {
                writer.WriteNumber("task", task);
            }

            writer.WritePropertyName("data");
            JsonSerializer.Serialize(writer, e.Data, EventContext.InfoOf(e.Type) ?? throw new InvalidOperationException($"{e.Type} is not registered"));
            writer.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    /// <summary>Reads one line; null when it is no event of a known type (an older or newer choo wrote it). Throws <see cref="JsonException"/> when it is no JSON object with a type.</summary>
    public static RunEvent? Read(ReadOnlyMemory<byte> line)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("type", out var type))
        {
            throw new JsonException("not an object with a type");
        }

        if (EventContext.InfoOf(type.GetString() ?? "") is not { } info)
        {
            return null;
        }

        var data = (EventData?)root.GetProperty("data").Deserialize(info) ?? throw new JsonException("an event without data");
        return new RunEvent(
            root.GetProperty("seq").GetInt64(),
            root.GetProperty("time").GetDateTimeOffset(),
            root.GetProperty("run").GetString() ?? "",
            root.TryGetProperty("unit", out var unit) ? unit.GetString() : null,
            root.TryGetProperty("task", out var task) ? task.GetInt32() : null,
            data);
    }
}

/// <summary>The event types' generated JSON metadata, found by their wire name.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(RunStarted))]
[JsonSerializable(typeof(RunResumed))]
[JsonSerializable(typeof(SpecsUpdated))]
[JsonSerializable(typeof(UnitsAdded))]
[JsonSerializable(typeof(RunCompleted))]
[JsonSerializable(typeof(RunFailed))]
[JsonSerializable(typeof(RunInterrupted))]
[JsonSerializable(typeof(DiagnosticReported))]
[JsonSerializable(typeof(BaselineStarted))]
[JsonSerializable(typeof(BaselinePassed))]
[JsonSerializable(typeof(BaselineFailed))]
[JsonSerializable(typeof(WorktreeCreated))]
[JsonSerializable(typeof(WorktreeRemoved))]
[JsonSerializable(typeof(WorktreeKept))]
[JsonSerializable(typeof(WorkSaved))]
[JsonSerializable(typeof(UnitQueued))]
[JsonSerializable(typeof(UnitLocked))]
[JsonSerializable(typeof(UnitStarted))]
[JsonSerializable(typeof(UnitPrepared))]
[JsonSerializable(typeof(UnitVerified))]
[JsonSerializable(typeof(UnitLanding))]
[JsonSerializable(typeof(UnitMerged))]
[JsonSerializable(typeof(UnitCompleted))]
[JsonSerializable(typeof(UnitFailed))]
[JsonSerializable(typeof(UnitBlocked))]
[JsonSerializable(typeof(UnitWaiting))]
[JsonSerializable(typeof(UnitUndone))]
[JsonSerializable(typeof(UnitRestarted))]
[JsonSerializable(typeof(TestsChanged))]
[JsonSerializable(typeof(TestsAccepted))]
[JsonSerializable(typeof(TestsAllowed))]
[JsonSerializable(typeof(NewTestsChecked))]
[JsonSerializable(typeof(CodeReviewStarted))]
[JsonSerializable(typeof(CodeReviewPassed))]
[JsonSerializable(typeof(CodeReviewIssuesFound))]
[JsonSerializable(typeof(CodeReviewFixAttempt))]
[JsonSerializable(typeof(CodeReviewFixApplied))]
[JsonSerializable(typeof(CodeReviewFailed))]
[JsonSerializable(typeof(UnitReturned))]
[JsonSerializable(typeof(UnitConflict))]
[JsonSerializable(typeof(UnitCommitted))]
[JsonSerializable(typeof(UnitCommandRan))]
[JsonSerializable(typeof(PullRequestPushing))]
[JsonSerializable(typeof(PullRequestOpened))]
[JsonSerializable(typeof(PullRequestUpdated))]
[JsonSerializable(typeof(PullRequestReviewed))]
[JsonSerializable(typeof(PullRequestFeedback))]
[JsonSerializable(typeof(PullRequestOutdated))]
[JsonSerializable(typeof(PullRequestQueued))]
[JsonSerializable(typeof(FeatureProposed))]
[JsonSerializable(typeof(FeatureUpdated))]
[JsonSerializable(typeof(PullRequestMerged))]
[JsonSerializable(typeof(TaskStarted))]
[JsonSerializable(typeof(AgentInvoked))]
[JsonSerializable(typeof(AgentDone))]
[JsonSerializable(typeof(AgentActivity))]
[JsonSerializable(typeof(EditsUndone))]
[JsonSerializable(typeof(RedFirstChecked))]
[JsonSerializable(typeof(BackpressureStarted))]
[JsonSerializable(typeof(ValidationPassed))]
[JsonSerializable(typeof(ValidationFailed))]
[JsonSerializable(typeof(TaskRetried))]
[JsonSerializable(typeof(TaskCommitted))]
[JsonSerializable(typeof(TaskCompleted))]
[JsonSerializable(typeof(ProviderPaused))]
[JsonSerializable(typeof(ProviderResumed))]
[JsonSerializable(typeof(UnitPaused))]
[JsonSerializable(typeof(BudgetReached))]
[JsonSerializable(typeof(DiskFreed))]
[JsonSerializable(typeof(EscalationSent))]
internal sealed partial class EventContext : JsonSerializerContext
{
    /// <summary>One at a time and only when needed: making all of them takes longer than a short command.</summary>
    public static JsonTypeInfo? InfoOf(string type) => type switch
    {
        "orch.started" => Default.RunStarted,
        "orch.resumed" => Default.RunResumed,
        "specs.updated" => Default.SpecsUpdated,
        "units.added" => Default.UnitsAdded,
        "orch.completed" => Default.RunCompleted,
        "orch.failed" => Default.RunFailed,
        "orch.interrupted" => Default.RunInterrupted,
        "diagnostic" => Default.DiagnosticReported,
        "baseline.started" => Default.BaselineStarted,
        "baseline.ok" => Default.BaselinePassed,
        "baseline.fail" => Default.BaselineFailed,
        "worktree.created" => Default.WorktreeCreated,
        "worktree.removed" => Default.WorktreeRemoved,
        "worktree.kept" => Default.WorktreeKept,
        "work.saved" => Default.WorkSaved,
        "unit.queued" => Default.UnitQueued,
        "unit.locked" => Default.UnitLocked,
        "unit.started" => Default.UnitStarted,
        "unit.prepared" => Default.UnitPrepared,
        "unit.verified" => Default.UnitVerified,
        "unit.landing" => Default.UnitLanding,
        "unit.merged" => Default.UnitMerged,
        "unit.completed" => Default.UnitCompleted,
        "unit.failed" => Default.UnitFailed,
        "unit.blocked" => Default.UnitBlocked,
        "unit.waiting" => Default.UnitWaiting,
        "unit.undone" => Default.UnitUndone,
        "unit.restarted" => Default.UnitRestarted,
        "unit.tests.changed" => Default.TestsChanged,
        "unit.tests.accepted" => Default.TestsAccepted,
        "unit.tests.allowed" => Default.TestsAllowed,
        "unit.tests.new" => Default.NewTestsChecked,
        "codereview.started" => Default.CodeReviewStarted,
        "codereview.passed" => Default.CodeReviewPassed,
        "codereview.issues_found" => Default.CodeReviewIssuesFound,
        "codereview.fix_attempt" => Default.CodeReviewFixAttempt,
        "codereview.fix_applied" => Default.CodeReviewFixApplied,
        "codereview.failed" => Default.CodeReviewFailed,
        "unit.returned" => Default.UnitReturned,
        "unit.conflict" => Default.UnitConflict,
        "unit.committed" => Default.UnitCommitted,
        "unit.command" => Default.UnitCommandRan,
        "unit.pr.pushing" => Default.PullRequestPushing,
        "unit.pr.opened" => Default.PullRequestOpened,
        "unit.pr.updated" => Default.PullRequestUpdated,
        "unit.pr.review" => Default.PullRequestReviewed,
        "unit.pr.feedback" => Default.PullRequestFeedback,
        "unit.pr.outdated" => Default.PullRequestOutdated,
        "unit.pr.queued" => Default.PullRequestQueued,
        "feature.pr.opened" => Default.FeatureProposed,
        "feature.pr.updated" => Default.FeatureUpdated,
        "unit.pr.merged" => Default.PullRequestMerged,
        "task.started" => Default.TaskStarted,
        "task.agent.invoke" => Default.AgentInvoked,
        "task.agent.done" => Default.AgentDone,
        "task.agent.activity" => Default.AgentActivity,
        "task.edits.undone" => Default.EditsUndone,
        "task.red" => Default.RedFirstChecked,
        "task.backpressure" => Default.BackpressureStarted,
        "task.validation.ok" => Default.ValidationPassed,
        "task.validation.fail" => Default.ValidationFailed,
        "task.retry" => Default.TaskRetried,
        "task.committed" => Default.TaskCommitted,
        "task.completed" => Default.TaskCompleted,
        "provider.parked" => Default.ProviderPaused,
        "provider.resumed" => Default.ProviderResumed,
        "unit.parked" => Default.UnitPaused,
        "budget.reached" => Default.BudgetReached,
        "disk.freed" => Default.DiskFreed,
        "escalation.sent" => Default.EscalationSent,
        _ => null,
    };
}
