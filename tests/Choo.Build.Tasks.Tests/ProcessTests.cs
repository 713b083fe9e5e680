using Choo.Build.Tasks.Engine;
using Xunit;

namespace Choo.Build.Tasks.Tests;

/// <summary>How the engine is started, and what its end means.</summary>
public sealed class ProcessTests
{
    [Fact]
    public void MSBuilds_own_variables_are_cleared_and_no_others()
    {
        string[] names = ["MSBuildSDKsPath", "MSBUILDFAILONDRIVEENUMERATINGWILDCARD", "DOTNET_HOST_PATH", "DOTNET_CLI_TELEMETRY_SESSIONID", "DOTNET_ROOT", "PATH", "DOTNET_CLI_HOME"];
        var environment = names.ToDictionary(name => name, _ => (string?)"x");

        EngineEnvironment.Clear(environment);

        Assert.Equal(["DOTNET_CLI_HOME", "DOTNET_ROOT", "PATH"], environment.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(3, null)]
    [InlineData(150, "CHOO0201")]
    [InlineData(-2147450730, "CHOO0201")]
    [InlineData(134, "CHOO0202")]
    [InlineData(2, "CHOO0202")]
    public void An_exit_code_that_is_not_choos_own_is_a_problem(int code, string? expected) =>
        Assert.Equal(expected, EngineExit.WhyNot(code, ["Framework: 'Microsoft.NETCore.App', version '10.0.0' (x64)"])?.Code);

    [Theory(Timeout = 30_000)]
    [InlineData(1)]
    [InlineData(50)]
    public async Task Stopping_ends_what_does_not_want_to_end_and_may_be_asked_for_any_number_of_times(int times)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var folder = new Testing.TempFolder();
        var host = folder.WriteProgram("host", "#!/bin/sh\ntrap '' INT TERM\necho ready\nwhile :; do sleep 1; done\n");
        using var engine = EngineProcess.Start(new EngineCommand(host, "none.dll", folder.Path, []));
        var watch = new System.Diagnostics.Stopwatch();

        await Task.Run(() =>
        {
            foreach (var _ in engine.Lines())
            {
                watch.Start();
                Parallel.For(0, times, _ => engine.Stop());
            }
        });

        Assert.NotEqual(0, engine.ExitCode());
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"it took {watch.Elapsed}");
    }
}
