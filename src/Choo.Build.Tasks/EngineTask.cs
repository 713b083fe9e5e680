using Choo.Build.Tasks.Engine;
using Choo.Build.Tasks.Mapping;
using Choo.Core.Text;
using Microsoft.Build.Framework;

namespace Choo.Build.Tasks;

/// <summary>A task that starts the engine, reads what it prints, and logs that. It may be cancelled from any thread, any number of times.</summary>
public abstract class EngineTask : Microsoft.Build.Utilities.Task, ICancelableTask
{
    private readonly object gate = new();
    private readonly List<string> unread = [];
    private EngineProcess? engine;
    private bool cancelled;
    private ProblemLog? problems;
    private BuildSteps? steps;

    /// <summary>The engine's folder: one subfolder a platform.</summary>
    [Required]
    public string Engine { get; set; } = "";

    /// <summary>The dotnet host that starts it.</summary>
    [Required]
    public string Host { get; set; } = "";

    /// <summary>The project's folder: relative paths count from it.</summary>
    [Required]
    public string ProjectFolder { get; set; } = "";

    /// <summary>The project's file.</summary>
    [Required]
    public string Project { get; set; } = "";

    /// <summary>The folder in which the build was started: paths in messages count from it where they lie in it.</summary>
    public string StartFolder { get; set; } = "";

    /// <summary>The folder to run in; the repository is looked for there and above.</summary>
    public string Root { get; set; } = "";

    /// <summary>The folder of the units.</summary>
    public string TasksDir { get; set; } = "";

    /// <summary>quiet, minimal, normal, detailed or diagnostic.</summary>
    public string Verbosity { get; set; } = "normal";

    /// <summary>What the build is to fail on.</summary>
    private protected virtual string Failing => "failed;blocked";

    /// <summary>Where problems go.</summary>
    private protected ProblemLog Problems => problems ??= new ProblemLog(Log, RepositoryRoot.Of(RootFolder), Failing, Steps);

    private BuildSteps Steps => steps ??= new BuildSteps(ProjectName(), EngineFlavor.In(Engine).Command(Host, RootFolder, ["-C", RootFolder]).Text);

    private string RootFolder => FullPath(Root);

    /// <inheritdoc/>
    public override bool Execute()
    {
        if (Refusal() is { } refusal)
        {
            Problems.Log(new Problem(TaskCodes.Usage, "error", null, 0, 0, refusal));
            return false;
        }

        Run();
        return !Log.HasLoggedErrors;
    }

    /// <inheritdoc/>
    public void Cancel()
    {
        lock (gate)
        {
            cancelled = true;
            engine?.Stop();
        }
    }

    /// <summary>What the task does once its parameters are known to be right.</summary>
    private protected abstract void Run();

    /// <summary>Why its parameters are not right; null when they are.</summary>
    private protected virtual string? Refusal() =>
        !Mapping.Verbosity.Names.Contains(Verbosity) ? $"ChooVerbosity is '{Verbosity}'; it must be one of {string.Join(", ", Mapping.Verbosity.Names)}"
        : !Directory.Exists(RootFolder) ? $"ChooRoot is '{RootFolder}', which is no folder; name the repository's or one inside it"
        : null;

    /// <summary>Whether the output explains why it ended so.</summary>
    private protected virtual bool Explains(int code) => false;

    /// <summary>A path that counts from the project's folder; what MSBuild calls the current folder is another project's when several are built at once.</summary>
    private protected string FullPath(string path) => Path.GetFullPath(Path.Combine(ProjectFolder, path));

    /// <summary>The options of every command that reads specs.</summary>
    private protected IEnumerable<string> TasksOption() => Option("--tasks", TasksDir);

    /// <summary>An option with its value, or nothing where there is none.</summary>
    private protected static IEnumerable<string> Option(string name, string? value) => string.IsNullOrWhiteSpace(value) ? [] : [name, value.Trim()];

    /// <summary>Logs a message.</summary>
    private protected void Say(string text, Detail detail) => Log.LogMessage(Mapping.Verbosity.Of(Verbosity, detail), "{0}", ServiceCommands.Disarm(Steps.InBuild(text)));

    /// <summary>
    /// Logs the outcome in a line of the form <c>PROJECT -&gt; TEXT</c>: MSBuild's terminal logger shows of all messages only this one, behind the
    /// project's name, where it shows what other projects make.
    /// </summary>
    private protected void Conclude(string text) => Say($"{Path.GetFileNameWithoutExtension(Project)} -> {text}", Detail.Outcome);

    /// <summary>Logs whatever it is.</summary>
    private protected void Tell(Entry entry)
    {
        switch (entry)
        {
            case Said said:
                Say(said.Text, said.Detail);
                break;
            case Problem problem:
                Problems.Log(problem);
                break;
        }
    }

    /// <summary>Runs a command of the engine; each line of its standard output is given to the taker. Its exit code, or null when there is nothing to add to what was logged.</summary>
    private protected int? Start(Action<string> take, params IEnumerable<string>[] arguments)
    {
        using var started = Open(EngineFlavor.In(Engine).Command(Host, RootFolder, [.. arguments.SelectMany(some => some)]));
        if (started is null)
        {
            return null;
        }

        unread.Clear();
        foreach (var line in started.Lines())
        {
            if (line.IsError)
            {
                TakeError(line.Text);
            }
            else
            {
                take(line.Text);
            }
        }

        var code = started.ExitCode();
        lock (gate)
        {
            engine = null;
        }

        return Explained(code) ? code : null;
    }

    /// <summary>A solution's own targets run in a project that MSBuild makes up and names after it.</summary>
    private string ProjectName()
    {
        const string madeUp = ".metaproj";
        var project = Project.EndsWith(madeUp, StringComparison.OrdinalIgnoreCase) ? Project[..^madeUp.Length] : Project;
        var relative = StartFolder.Length == 0 ? project : Path.GetRelativePath(StartFolder, project);
        return EngineCommand.Quoted(relative.StartsWith("..", StringComparison.Ordinal) ? project : relative);
    }

    private EngineProcess? Open(EngineCommand command)
    {
        lock (gate)
        {
            if (cancelled)
            {
                return null;
            }

            try
            {
                Log.LogMessage(MessageImportance.Low, "{0}", $"choo: {command.Text}");
                return engine = EngineProcess.Start(command);
            }
            catch (Exception failure) when (failure is System.ComponentModel.Win32Exception or InvalidOperationException)
            {
                Problems.Log(new Problem(TaskCodes.RuntimeMissing, "error", null, 0, 0, $"'{command.Program}' could not be started: {failure.Message}; set ChooDotNetHost to a dotnet that can"));
                return null;
            }
        }
    }

    private void TakeError(string line)
    {
        if (Problem.Parse(line) is { } problem)
        {
            Problems.Log(problem);
        }
        else if (line.Length > 0)
        {
            unread.Add(line);
            Say(line, Detail.Task);
        }
    }

    /// <summary>Reports an engine that ended badly without any output; false then.</summary>
    private bool Explained(int code)
    {
        if (cancelled)
        {
            return false;
        }

        if (Explains(code) || EngineExit.WhyNot(code, unread) is not { } why || (why.Code == TaskCodes.EngineEnded && (Log.HasLoggedErrors || (code == 1 && Problems.Any))))
        {
            return true;
        }

        Problems.Log(why);
        return false;
    }
}
