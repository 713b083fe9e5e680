using System.Collections;
using System.Runtime.InteropServices;
using Choo.Testing;
using Microsoft.Build.Framework;
using Xunit;

namespace Choo.Build.Tasks.Tests;

/// <summary><c>ChooFeature</c>.</summary>
public sealed class FeatureTests : IDisposable
{
    private const string Plan =
        """{"schema":1,"units":[],"levels":[],"order":[],"critical_path":[],"feature":{"name":"shop","branch":"feature/shop","target":"main","is_new":true}}""";

    private readonly TempFolder folder = new();
    private readonly StubBuild build = new();

    public void Dispose() => folder.Dispose();

    /// <summary>A task with an engine that writes down what it is asked for.</summary>
    private T Task<T>()
        where T : EngineTask, new()
    {
        var platform = $"{(OperatingSystem.IsMacOS() ? "osx" : "linux")}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";
        folder.WriteProgram(Path.Combine("engines", platform, "dotnet-choo"), $"#!/bin/sh\necho \"$*\" > '{folder.At("asked")}'\ncase \"$*\" in *--json*) echo '{Plan}';; esac\n");
        return new T { BuildEngine = build, Engine = folder.At("engines"), Host = "none", ProjectFolder = folder.Path, Project = folder.At("a.proj"), Root = folder.Path };
    }

    private string Asked => File.ReadAllText(folder.At("asked"));

    [Fact]
    public void A_run_and_its_plan_are_of_the_feature()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var run = Task<ChooRun>();
        (run.Feature, run.TargetBranch) = ("shop", "main");
        Assert.True(run.Execute(), string.Join('\n', build.Errors));
        Assert.Contains("--target main --feature shop", Asked, StringComparison.Ordinal);

        var dry = Task<ChooRun>();
        (dry.Feature, dry.DryRun) = ("shop", true);
        Assert.True(dry.Execute(), string.Join('\n', build.Errors));
        Assert.Contains("run --dry-run --json --feature shop", Asked, StringComparison.Ordinal);
    }

    [Fact]
    public void The_plan_says_what_comes_at_the_end()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var plan = Task<ChooShowPlan>();
        plan.Feature = "shop";
        Assert.True(plan.Execute(), string.Join('\n', build.Errors));
        Assert.Contains("--feature shop", Asked, StringComparison.Ordinal);
        Assert.Contains(build.Messages, message => message.EndsWith("\n  at the end one pull request from feature/shop to main, where there is a forge", StringComparison.Ordinal));
    }

    [Fact]
    public void It_is_refused_together_with_NoMerge()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var run = Task<ChooRun>();
        (run.Feature, run.NoMerge) = ("shop", true);
        Assert.False(run.Execute());
        Assert.Contains("ChooFeature gathers the units", Assert.Single(build.Errors), StringComparison.Ordinal);
        Assert.False(File.Exists(folder.At("asked")));
    }

    private sealed class StubBuild : IBuildEngine
    {
        public List<string> Errors { get; } = [];

        public List<string> Messages { get; } = [];

        public bool ContinueOnError => false;

        public int LineNumberOfTaskNode => 0;

        public int ColumnNumberOfTaskNode => 0;

        public string ProjectFileOfTaskNode => "a.proj";

        public bool BuildProjectFile(string projectFileName, string[] targetNames, IDictionary globalProperties, IDictionary targetOutputs) => throw new NotSupportedException();

        public void LogCustomEvent(CustomBuildEventArgs e)
        {
            // Nothing is told so.
        }

        public void LogErrorEvent(BuildErrorEventArgs e) => Errors.Add(e.Message!);

        public void LogMessageEvent(BuildMessageEventArgs e) => Messages.Add(e.Message!.Replace("\r\n", "\n", StringComparison.Ordinal));

        public void LogWarningEvent(BuildWarningEventArgs e) => Messages.Add(e.Message!);
    }
}
