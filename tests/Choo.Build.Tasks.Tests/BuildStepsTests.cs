using Choo.Build.Tasks.Mapping;
using Xunit;

namespace Choo.Build.Tasks.Tests;

/// <summary>A message that names a next step names one that works in the build it is printed in.</summary>
public sealed class BuildStepsTests
{
    private readonly BuildSteps steps = new("build/choo.proj", "dotnet exec engine/dotnet-choo.dll -C .");

    [Theory]
    [InlineData("fix that, then `dotnet choo resume`", "fix that, then `dotnet msbuild build/choo.proj -t:ChooOrchestrate -p:ChooResume=true`")]
    [InlineData("`dotnet choo resume --accept a` lands it", "`dotnet msbuild build/choo.proj -t:ChooOrchestrate -p:ChooAccept=a` lands it")]
    [InlineData("`dotnet choo run` starts one", "`dotnet msbuild build/choo.proj -t:ChooOrchestrate` starts one")]
    [InlineData("'dotnet choo validate' lists them", "'dotnet msbuild build/choo.proj -t:ChooValidate' lists them")]
    [InlineData("`dotnet choo plan`, `dotnet choo status`, `dotnet choo cleanup`", "`dotnet msbuild build/choo.proj -t:ChooPlan`, `dotnet msbuild build/choo.proj -t:ChooStatus`, `dotnet msbuild build/choo.proj -t:ChooClean`")]
    [InlineData("Then: dotnet choo resume", "Then: dotnet msbuild build/choo.proj -t:ChooOrchestrate -p:ChooResume=true")]
    [InlineData("`dotnet choo why a` shows where it is", "`dotnet exec engine/dotnet-choo.dll -C . why a` shows where it is")]
    [InlineData("`dotnet choo doctor --fix`", "`dotnet exec engine/dotnet-choo.dll -C . doctor --fix`")]
    [InlineData("nothing to do", "nothing to do")]
    public void The_tools_commands_become_targets_or_the_engine_in_the_package(string text, string expected) => Assert.Equal(expected, steps.InBuild(text));
}
