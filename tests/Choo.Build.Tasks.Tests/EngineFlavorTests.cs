using System.Runtime.InteropServices;
using Choo.Build.Tasks.Engine;
using Choo.Testing;
using Xunit;

namespace Choo.Build.Tasks.Tests;

/// <summary>Which of a package's engines is started, and how.</summary>
public sealed class EngineFlavorTests : IDisposable
{
    private static readonly string Program = OperatingSystem.IsWindows() ? "dotnet-choo.exe" : "dotnet-choo";
    private readonly TempFolder folder = new();

    [Fact]
    public void A_native_engine_is_started_without_a_host()
    {
        folder.Write(Path.Combine("any", "dotnet-choo.dll"), "");
        var program = folder.WriteProgram(Path.Combine(RuntimeInformation.RuntimeIdentifier, Program), "");

        var command = EngineFlavor.In(folder.Path).Command("host", "/folder", ["plan"]);

        Assert.Equal((program, "plan"), (command.Program, string.Join(' ', command.Line)));
    }

    [Fact]
    public void An_engine_that_is_an_assembly_is_started_by_the_host_even_beside_a_program()
    {
        folder.WriteProgram(Path.Combine(RuntimeInformation.RuntimeIdentifier, Program), "");
        var assembly = folder.Write(Path.Combine(RuntimeInformation.RuntimeIdentifier, "dotnet-choo.dll"), "");

        var command = EngineFlavor.In(folder.Path).Command("host", "/folder", ["plan", "--json"]);

        Assert.Equal(("host", $"exec {assembly} plan --json"), (command.Program, string.Join(' ', command.Line)));
    }

    [Fact]
    public void A_command_is_written_as_a_shell_takes_it() => Assert.Equal(
        "\"/a b/dotnet-choo\" -C /c",
        new EngineCommand("/a b/dotnet-choo", null, "/c", ["-C", "/c"]).Text);

    [Fact]
    public void Elsewhere_and_where_the_program_may_not_be_run_the_portable_engine_is_taken()
    {
        var portable = folder.Write(Path.Combine("any", "dotnet-choo.dll"), "");
        Assert.Equal(new EngineFlavor(portable, false), EngineFlavor.In(folder.Path));

        if (!OperatingSystem.IsWindows())
        {
            folder.Write(Path.Combine(RuntimeInformation.RuntimeIdentifier, Program), "");
            Assert.Equal(new EngineFlavor(portable, false), EngineFlavor.In(folder.Path));
        }
    }

    public void Dispose() => folder.Dispose();
}
