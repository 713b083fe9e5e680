using Choo.Core.State;
using Choo.Engine;
using Choo.Tool.Cli;
using Choo.Tool.Output;

namespace Choo.Tool.Commands;

/// <summary>A run with someone watching: what <c>run</c>, <c>resume</c> and <c>demo</c> have in common.</summary>
internal static class WatchedRun
{
    /// <summary>Carries it out, shows it, and gives its exit code.</summary>
    public static async Task<int> ExecuteAsync(Invocation invocation, Func<IRunObserver, Task<RunReport>> run)
    {
        var output = RunConsole.Of(invocation);
        RunReport report;
        using (var view = output.Open())
        using (invocation.Token.Register(() => view.OnStopping($"{invocation.Stop.Signal}")))
        {
            report = await run(view).ConfigureAwait(false);
        }

        output.Finish(report);
        return report.ExitCode;
    }
}
