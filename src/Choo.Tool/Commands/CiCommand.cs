using System.Globalization;
using Choo.Core.Diagnostics;
using Choo.Core.Gates;
using Choo.Core.LocalCi;
using Choo.Engine;
using Choo.Tool.Cli;
using Choo.Views.Lines;
using Choo.Views.Text;

namespace Choo.Tool.Commands;

/// <summary><c>ci run</c> and <c>ci install-hook</c>.</summary>
internal static class CiCommand
{
    private static readonly ArgumentSpec What = new("what", "what is done") { Required = true, Choices = ["run", "install-hook"] };

    private static readonly ArgumentSpec Repository = new("repository", "the repository, bare or not") { Required = true };

    private static readonly ArgumentSpec Ref = new("ref", "the ref that was pushed, for run");

    private static readonly ArgumentSpec Commit = new("commit", "its commit, for run");

    private static readonly OptionSpec StatusFolder = new("status-dir", "the folder for status files, for run") { Value = "DIR", Kind = ValueKind.Folder, Default = "ci-status in the repository" };

    private static readonly OptionSpec Wait = new("wait", "let a push wait for the checks and show them, for install-hook") { Default = "they go on after it" };

    private static readonly OptionSpec Force = new("force", "put a hook aside that is not choo's, for install-hook");

    public static CommandSpec Spec => new("ci", "check pushed commits with the gates, without a server", ExecuteAsync)
    {
        Arguments = [What, Repository, Ref, Commit],
        Options = [StatusFolder, Wait, Force],
        Examples =
        [
            new("ci install-hook /srv/app.git", "check every branch that is pushed there"),
            new("ci run /srv/app.git refs/heads/main 1a2b3c4d5e", "check one commit now"),
        ],
        ExitCodes =
        [
            new(0, "the commit passed (PASS), the ref was deleted, or the hook is installed"), new(1, "a gate failed (FAIL)"),
            new(2, "wrong usage, no such repository or commit, or nothing to check it with"), new(3, "the commit could not be checked (ERROR)"), ExitCode.Interrupted, ExitCode.Terminated,
        ],
        StopsInOrder = true,
    };

    private static Task<int> ExecuteAsync(Invocation invocation) => invocation.Argument(0) == "run" ? RunAsync(invocation) : InstallAsync(invocation);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        if (invocation.Argument(2) is not { } pushed || invocation.Argument(3) is not { } commit)
        {
            return Refuse(invocation, DiagnosticCodes.Usage.Because("ci run needs a repository, a ref and a commit, such as: dotnet choo ci run /srv/app.git refs/heads/main 1a2b3c4d5e"));
        }

        var output = invocation.Console.Out;
        if (PushedRef.IsDeletion(commit))
        {
            output.WriteLine($"{OneLine.Of(pushed)} was deleted: nothing to check");
        }

        var request = new CiRequest
        {
            Repository = invocation.PathOf(invocation.Argument(1)!),
            Ref = pushed,
            Commit = commit,
            StatusFolder = invocation[StatusFolder] is { } folder ? invocation.PathOf(folder) : null,
            Run = invocation.Request(),
            Ended = gate => output.WriteLine($"{OneLine.Of(gate.Gate)}: {GateReport.Outcome(gate)} ({Seconds(gate)})"),
        };
        try
        {
            var report = await LocalCi.RunAsync(request, invocation.Token).ConfigureAwait(false);
            Problems.Print(invocation.Console.Error, report.Problems);
            if (report.Status is { } status)
            {
                output.WriteLine($"{status.State} {status.Commit[..10]} of {OneLine.Of(status.Ref)}{(report.File is { } file ? $": {file}" : "")}");
            }

            return Code(report);
        }
        catch (OperationCanceledException) when (invocation.Token.IsCancellationRequested)
        {
            return invocation.Stop.ExitCode;
        }
    }

    private static async Task<int> InstallAsync(Invocation invocation)
    {
        var report = await HookInstallation.InstallAsync(
            invocation.PathOf(invocation.Argument(1)!), SelfCommand.Words, invocation.Has(Wait), invocation.Has(Force), invocation.Token).ConfigureAwait(false);
        if (report.Problem is { } problem)
        {
            return Refuse(invocation, problem);
        }

        if (report.Kept is { } kept)
        {
            invocation.Console.Out.WriteLine($"put aside the hook that was there: {kept}");
        }

        invocation.Console.Out.WriteLine($"wrote {report.File}: each branch that is pushed is checked, and ci-status in the repository says how that ended");
        return 0;
    }

    private static int Code(CiReport report) => report switch
    {
        { Status: not null, File: null } => 3,
        { Status.State: CiState.FAIL } => 1,
        { Status.State: CiState.ERROR } => report.Problems.Any(IsInput) ? 2 : 3,
        { Status: null, Problems.IsEmpty: false } => 2,
        _ => 0,
    };

    /// <summary>Whether it is the commit's own files that say nothing to check it with.</summary>
    private static bool IsInput(Diagnostic problem) => problem.Severity == Severity.Error
        && (problem.Code == DiagnosticCodes.NothingToCheck.Id || (problem.File == ".choo.yaml" && problem.Code != DiagnosticCodes.SetupFailed.Id));

    private static string Seconds(Evidence gate) => (gate.DurationMs / 1000.0).ToString("0.0 's'", CultureInfo.InvariantCulture);

    private static int Refuse(Invocation invocation, Diagnostic problem)
    {
        Problems.Print(invocation.Console.Error, [problem]);
        return 2;
    }
}
