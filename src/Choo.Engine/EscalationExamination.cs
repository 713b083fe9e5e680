using System.Collections.Immutable;
using Choo.Adapters.Escalation;
using Choo.Adapters.Processes;
using Choo.Core.Escalation;

namespace Choo.Engine;

/// <summary>The ways of telling a person: whether they can be used and, when asked to, whether a message arrives. A run works without them, so nothing here is an error.</summary>
internal static class EscalationExamination
{
    public static async Task<ImmutableArray<Finding>> ExamineAsync(DoctorScope scope, bool online, CancellationToken cancellationToken)
    {
        var secrets = new RunSecrets(scope.Own, scope.Config, []);
        using var channels = new EscalationOpening
        {
            Config = scope.Config.Escalation,
            Variables = scope.Own,
            CommandEnvironment = ChildEnvironment.ForGates(scope.Own, scope.Config.Environment.Gates),
            Folder = scope.Repository.Root,
            Redactor = secrets.Redactor,
            Version = scope.Request.Version,
            Time = scope.Request.Clock,
        }.Open();
        var findings = channels.Problems.Select(problem => Finding.Of(problem) with { Name = "escalation" }).ToList();
        var test = EscalationText.Test(Path.GetFileName(scope.Repository.Root), scope.Request.Clock.GetUtcNow());
        foreach (var channel in channels.All)
        {
            var detail = online ? "took a test message" : "can be used; --online sends a test message";
            findings.Add(online && await channel.SendAsync(test, cancellationToken).ConfigureAwait(false) is { } problem
                ? Finding.Of(problem) with { Name = channel.Name }
                : new Finding(channel.Name, FindingState.Ok, detail));
        }

        return [.. findings];
    }
}
