using System.Collections.Immutable;
using Choo.Adapters.Git;
using Choo.Adapters.Processes;
using Choo.Core.Configuration;

namespace Choo.Engine;

/// <summary>What the doctor's examinations have in common.</summary>
/// <param name="Request">What a run would be asked.</param>
/// <param name="Repository">Where.</param>
/// <param name="Config">The configuration that a run would have.</param>
/// <param name="Inputs">What a run would start with, or would but for a missing agent; null when it would refuse to start for another reason.</param>
internal sealed record DoctorScope(RunRequest Request, Repository Repository, ChooConfig Config, RunInputs? Inputs)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    /// <summary>The whole environment that children's variables are chosen from.</summary>
    public IReadOnlyDictionary<string, string> Own { get; } = Request.Variables ?? ChildEnvironment.Own();

    /// <summary>Runs a program that answers at once, without input; it is ended after 20 seconds.</summary>
    public static async Task<ToolAnswer> AskAsync(
        string program, string folder, IReadOnlyDictionary<string, string> environment, ImmutableArray<string> arguments, CancellationToken cancellationToken)
    {
        var capture = await ProcessRun.CaptureAsync(
            new ProcessSpec { Program = program, Arguments = arguments, Folder = folder, Environment = environment, Timeout = Longest }, cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return new ToolAnswer(capture.Succeeded, capture.Text.Trim(), capture.Outcome.Problem ?? capture.Stderr.Trim());
    }
}

/// <summary>What a program answered.</summary>
/// <param name="Succeeded">Whether it exited with 0 in time.</param>
/// <param name="Output">Its standard output, trimmed.</param>
/// <param name="Errors">Its standard error, trimmed, or why it could not be started.</param>
internal sealed record ToolAnswer(bool Succeeded, string Output, string Errors)
{
    /// <summary>Output and errors, line by line, without empty lines.</summary>
    public IEnumerable<string> Lines => $"{Output}\n{Errors}".Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
