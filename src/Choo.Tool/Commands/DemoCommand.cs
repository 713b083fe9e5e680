using Choo.Engine;
using Choo.Tool.Cli;

namespace Choo.Tool.Commands;

/// <summary><c>demo</c>.</summary>
internal static class DemoCommand
{
    private static readonly OptionSpec Keep = new("keep", "keep the scratch repository; otherwise the next demo removes it");

    private static readonly OptionSpec Folder = new("folder", "create the scratch repository in this new or empty folder, and keep it")
    {
        Value = "DIR",
        Kind = ValueKind.Folder,
        Default = "a new folder in the temporary folder",
    };

    public static CommandSpec Spec => new("demo", "watch a real run on a small sample, offline", ExecuteAsync)
    {
        StopsInOrder = true,
        Options = [Keep, Folder, CommonOptions.NoTui, CommonOptions.Output, CommonOptions.JsonEvents, CommonOptions.Report, CommonOptions.Verbosity],
        Examples = [new("demo", "real git, builds and tests; a replayed agent; one to five minutes, depending on the machine"), new("demo --folder ./choo-demo", "in a folder of your choice, which is kept")],
        ExitCodes = ExitCode.OfRun,
    };

    private static async Task<int> ExecuteAsync(Invocation invocation)
    {
        var scratch = DemoScratch.Make(invocation[Folder] is { } folder ? invocation.PathOf(folder) : null);
        var sample = Path.Combine(AppContext.BaseDirectory, "samples");
        var repository = await DemoSetup.CreateAsync(sample, scratch.Folder, SelfCommand.Program, invocation.Token).ConfigureAwait(false);
        var error = invocation.Console.Error;
        error.WriteLine($"The sample is a small .NET solution with four units of work, in {repository}.");
        error.WriteLine("An offline agent replays recorded changes; one of them does not compile at first. Git, builds and tests are real.");
        error.WriteLine();
        var request = invocation.Request() with { WorkingFolder = repository };
        var code = await WatchedRun.ExecuteAsync(invocation, observer => ChooHost.RunAsync(request, observer, invocation.Stop)).ConfigureAwait(false);
        scratch.Settle(keep: invocation.Has(Keep));
        foreach (var line in WhereToLook(repository, scratch.Stays || invocation.Has(Keep)))
        {
            error.WriteLine(line);
        }

        return code;
    }

    private static IEnumerable<string> WhereToLook(string repository, bool stays) =>
    [
        "",
        "See what it did:",
        $"  git -C {repository} log --graph --format=full    the commits that landed; their Choo-* trailers name run, unit and task",
        $"  dotnet choo -C {repository} status               how each unit ended",
        $"  dotnet choo -C {repository} logs catalog         the attempt that did not compile, and the one that did",
        $"  dotnet choo -C {repository} report               all of it on one page",
        $"  {Path.Combine(repository, ".choo", "runs")}  the journal and every log",
        stays ? "The repository stays." : "The next demo deletes this repository. To keep it, copy it or start the demo with --keep.",
    ];
}
