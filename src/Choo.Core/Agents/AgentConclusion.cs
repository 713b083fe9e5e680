namespace Choo.Core.Agents;

/// <summary>A verdict with its reason, and the end of a limit where one was named.</summary>
internal sealed record AgentConclusion(AgentVerdict Verdict, string? Error, DateTimeOffset? ResetsAt = null)
{
    public static AgentConclusion Finished { get; } = new(AgentVerdict.Finished, null);

    /// <summary>The verdict that an error's status and text point to.</summary>
    public static AgentConclusion FromError(int? status, string text, DateTimeOffset at) =>
        new(AgentErrors.Classify(status, text), Words.Line(text, 300), LimitReset.Read(text, at));

    /// <summary>An end without a last word: only its standard error and exit code can say why.</summary>
    public static AgentConclusion WithoutFinalEvent(AgentEnd end, string? lastError)
    {
        var said = lastError ?? Words.LastLine(end.ErrorTail);
        var because = said.Length == 0 ? "" : $": {said}";
        return FromError(null, said, end.EndedAt) with
        {
            Error = Words.Line($"it ended with exit code {end.ExitCode} without reporting that it had finished{because}", 300),
        };
    }
}
