using Choo.Testing;
using Microsoft.Build.Logging.StructuredLogger;

namespace Choo.Packages.Tests.Surroundings;

/// <summary>A stranger's repository whose builds get the tasks from the folder of packages alone.</summary>
internal sealed class BuildSite : IDisposable
{
    /// <summary>A baseline that is there and green: a repository without one is warned.</summary>
    public const string Config = "baseline_checks:\n  - name: ok\n    command: test -d .\nlimits:\n  task_attempts: 1\n";

    private int builds;

    public BuildSite(InstalledTool tool)
    {
        Site = new Site(tool);
        Site.Environment["NUGET_PACKAGES"] = tool.Packages;
        Repo.Write("nuget.config", $"<configuration><packageSources><clear/><add key=\"feed\" value=\"{tool.Feed}\"/></packageSources></configuration>");
        Repo.Write(".gitignore", "bin/\nobj/\n");
        Repo.Write(".choo.yaml", Config);
        Repo.Write("build/choo.proj", $"<Project Sdk=\"Choo.Build.Tasks/{tool.Version}\" />\n");
        Version = tool.Version;
    }

    public Site Site { get; }

    public GitRepo Repo => Site.Repo;

    public string Version { get; }

    /// <summary>A project with the package; frameworks as one property, which makes it a project with an outer build when it is plural.</summary>
    public BuildSite Project(string name, string frameworks)
    {
        Repo.Write($"{name}/{name}.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>{frameworks}</PropertyGroup>
              <ItemGroup><PackageReference Include="Choo.Build.Tasks" Version="{Version}" PrivateAssets="all" /></ItemGroup>
            </Project>
            """);
        Repo.Write($"{name}/{name}.cs", $"public static class {name};\n");
        return this;
    }

    /// <summary>One unit whose gate is green, one whose compiler fails, one that depends on that.</summary>
    public BuildSite Mixed()
    {
        Site.Add("green");
        Repo.Unit("red", tasks: new SpecText(Gate: "echo 'src/a.cs(3,5): error CS1002: ; expected'; exit 1"));
        Repo.Unit("late", ["red"], tasks: new SpecText());
        Repo.Commit("specs");
        return this;
    }

    /// <summary>Runs <c>dotnet msbuild</c> with a binary log, and reads that.</summary>
    public async System.Threading.Tasks.Task<BuildRun> BuildAsync(string project, string target, params string[] arguments)
    {
        var file = Site.Around.At($"{++builds}.binlog");
        var finished = await Dotnet.RunAsync(["msbuild", project, $"-t:{target}", $"-bl:{file}", "-nologo", .. arguments], CancellationToken.None);
        return new BuildRun(finished, BinaryLog.ReadBuild(file), file);
    }

    public Program Dotnet => new("dotnet", Repo.Root, Site.Environment);

    public void Dispose() => Site.Dispose();
}

/// <summary>A build that ended.</summary>
/// <param name="Finished">Its exit code and output.</param>
/// <param name="Log">Its binary log.</param>
/// <param name="File">That log's file.</param>
internal sealed record BuildRun(Finished Finished, Microsoft.Build.Logging.StructuredLogger.Build Log, string File)
{
    /// <summary>Fails with the output unless the exit code is as expected.</summary>
    public BuildRun Exits(int code)
    {
        Finished.Exits(code);
        return this;
    }

    /// <summary>How often a target's tasks ran.</summary>
    public int Runs(string task) => Log.FindChildrenRecursive<Microsoft.Build.Logging.StructuredLogger.Task>(each => each.Name == task).Count;

    /// <summary>Errors as <c>file(line,col): CODE</c>, files relative to a root.</summary>
    public string[] Errors(string root) => [.. Log.FindChildrenRecursive<Error>().Select(error => Line(error, root)).Order(StringComparer.Ordinal)];

    /// <summary>Warnings likewise.</summary>
    public string[] Warnings(string root) => [.. Log.FindChildrenRecursive<Warning>().Select(warning => Line(warning, root)).Order(StringComparer.Ordinal)];

    /// <summary>Whether a message has that text.</summary>
    public bool Says(string text) => Log.FindChildrenRecursive<Message>(message => message.Text?.Contains(text, StringComparison.Ordinal) == true).Count > 0;

    private static string Line(AbstractDiagnostic diagnostic, string root) =>
        $"{(diagnostic.File ?? "").Replace(root + "/", "", StringComparison.Ordinal)}({diagnostic.LineNumber},{diagnostic.ColumnNumber}): {diagnostic.Code}";
}
