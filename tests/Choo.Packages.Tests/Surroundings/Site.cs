using System.Text.Json;
using Choo.Testing;

namespace Choo.Packages.Tests.Surroundings;

/// <summary>A stranger's repository with the installed tool and a fake claude on the PATH, and a home of its own.</summary>
internal sealed class Site : IDisposable
{
    // The fake claude waits as a real one does: with a process of its own, until it is ended.
    private const string Work = "[ -z \"$SCRIPT_SLEEP\" ]";
    private const string Wait = "[ ! -e \"$SCRIPT_STATE/hold/$unit-$task\" ] || sleep 600\n";

    private IReadOnlyList<string> user = [];

    /// <summary>The fake claude.</summary>
    public static string Claude { get; } = ScriptAgents.Claude.Replace(Work, Wait + Work, StringComparison.Ordinal);

    public Site(InstalledTool tool)
    {
        Repo = new GitRepo();

        Around.Folder("state/hold");
        UseClaude(Claude);
        Environment = Variables.With(Around.Folder("home"), Around.At("bin"), tool.Folder);
    }

    public GitRepo Repo { get; }

    /// <summary>The folder around the repository.</summary>
    public TempFolder Around => Repo.Around;

    /// <summary>The environment of every start.</summary>
    public Dictionary<string, string> Environment { get; }

    /// <summary>The installed command.</summary>
    public Program Choo => new("dotnet-choo", Repo.Root, Environment) { Before = user };

    /// <summary>
    /// Takes a script for the claude. An agent gets nothing of the environment that it does not need, so where it keeps its state stands in
    /// the program, as SCRIPT_STATE.
    /// </summary>
    public void UseClaude(string script) => Around.WriteProgram(
        "bin/claude", script.Replace("#!/bin/sh\n", $"#!/bin/sh\nexport SCRIPT_STATE='{Around.At("state")}'\n", StringComparison.Ordinal));

    /// <summary>Six units of two tasks each in a diamond, committed.</summary>
    public Site Diamond()
    {
        Add("core").Add("parser", "core").Add("store", "core").Add("web", "core").Add("api", "parser", "store").Add("app", "api", "web");
        Repo.Write("README.md", "a repository that is not choo's\n");
        Repo.Commit("specs");
        return this;
    }

    /// <summary>A unit of two tasks whose gates want the file that the fake claude writes.</summary>
    public Site Add(string unit, params string[] dependsOn)
    {
        Repo.Unit(unit, dependsOn, null, new SpecText(Gate: $"test -f {unit}-01-step.txt"), new SpecText(Gate: $"test -f {unit}-02-step.txt"));
        return this;
    }

    /// <summary>
    /// From now on choo is started by a user who is not root, to whom everything here belongs; where the tests are not run by root, that is who
    /// runs them.
    /// </summary>
    public Site AsOrdinaryUser()
    {
        user = OrdinaryUser.Command;
        OrdinaryUser.Own(Around.Path);
        return this;
    }

    /// <summary>Runs the installed command to its end.</summary>
    public Task<Finished> RunAsync(CancellationToken cancellationToken, params string[] arguments) => Choo.RunAsync(arguments, cancellationToken);

    /// <summary>The one JSON document that a command prints.</summary>
    public async Task<JsonElement> JsonAsync(int exit, CancellationToken cancellationToken, params string[] arguments)
    {
        var finished = (await RunAsync(cancellationToken, arguments)).Exits(exit);
        using var document = JsonDocument.Parse(finished.Output);
        return document.RootElement.Clone();
    }

    /// <summary>From now on the fake claude does not end its turn at this task.</summary>
    public void Hold(string unit, int task) => Around.Write(HoldFile(unit, task), "");

    /// <summary>It ends its turn again (a turn that waits already goes on waiting).</summary>
    public void Release(string unit, int task) => File.Delete(Around.At(HoldFile(unit, task)));

    /// <summary>Unit and number of each task that the fake claude was started for, in order.</summary>
    public (string Unit, int Task)[] Starts() => Around.Has("state/starts.txt")
        ? [.. from line in Around.Read("state/starts.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries)
              let words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
              where words.Length == 3 // an agent whose choo died before it had given it the prompt knows of no task
              select (words[0], int.Parse(words[1][..2]))]
        : [];

    /// <summary>The newest run's journal.</summary>
    public Journal Journal() => Surroundings.Journal.Newest(Repo.Root);

    public void Dispose() => Repo.Dispose();

    private static string HoldFile(string unit, int task) => $"state/hold/{unit}-{task:00}-step";
}
