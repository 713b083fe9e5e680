using Choo.Testing.MockModel;
using Xunit;

namespace Choo.Adapters.Tests.Agents;

public sealed class MockScriptTests
{
    private const string Prompt = """
        Attempt 2 of 3
        @mock sleep 50
          @mock write src/a.txt one\ntwo
        @mock attempt 1
        @mock bash false
        @mock attempt 2
        @mock error 529 2
        @mock bash true
        @mock attempt any
        @mock say over
        """;

    [Fact]
    public void Each_tool_result_leads_to_the_next_step_of_the_attempt()
    {
        var script = MockScript.Parse(Prompt);

        Assert.Equal(("src/a.txt", "one\ntwo"), script.After(0).Tool!.File);
        Assert.Equal(TimeSpan.FromMilliseconds(50), script.After(0).Delay);
        Assert.Equal("true", script.After(1).Tool!.Shell);
        Assert.Equal((529, 2), script.After(1).Error);
        Assert.Null(script.After(2).Tool);
        Assert.Equal("over", script.Say);
    }

    [Fact]
    public void A_write_is_a_safe_shell_command_too() =>
        Assert.Equal("mkdir -p 'd' && printf '%s\\n' 'it'\\''s' > 'd/a'", new MockStep("write", "d/a it's").Shell);
}
