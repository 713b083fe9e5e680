using Choo.Core.Text;
using Xunit;

namespace Choo.Core.Tests.Text;

/// <summary>What build services take for commands, as their runners find it.</summary>
public sealed class ServiceCommandsTests
{
    public static TheoryData<string> Payloads =>
    [
        "::stop-commands::token", "::add-mask::secret", "::error file=a,line=1::no", "  ::warning::indented", "\t::notice::with a tab", "\uFEFF::debug::after a mark",
        "::set-output name=a::b", "::save-state name=a::b", "::group::more", "::endgroup::", "##[add-mask]x", "text ##[error]x", "##[command]x",
        "##vso[task.setvariable variable=x]y", "text ##vso[task.complete result=Succeeded;]done", "##VSO[task.logissue type=error]x",
        "##teamcity[buildStatus status='SUCCESS']", "a ##TeamCity[setParameter name='x' value='y']", "first\n::error::second", "first\r\n  ::error::second",
    ];

    private static bool IsTaken(string text) =>
        text.Split('\n', '\r').Any(line => line.TrimStart(' ', '\t', '\uFEFF').StartsWith("::", StringComparison.Ordinal))
        || new[] { "##[", "##vso[", "##teamcity[" }.Any(mark => text.Contains(mark, StringComparison.OrdinalIgnoreCase));

    [Theory]
    [MemberData(nameof(Payloads))]
    public void Each_is_disarmed_and_can_still_be_read(string payload)
    {
        Assert.True(IsTaken(payload));
        var disarmed = ServiceCommands.Disarm(payload);
        Assert.False(IsTaken(disarmed), disarmed);
        Assert.Equal(payload.Replace(" ", "", StringComparison.Ordinal), disarmed.Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal(disarmed, ServiceCommands.Disarm(disarmed));
    }

    [Theory]
    [InlineData("std::vector<int> is a type")]
    [InlineData("## A heading")]
    [InlineData("  a::b")]
    [InlineData("")]
    public void Other_text_stays_as_it_is(string text) => Assert.Same(text, ServiceCommands.Disarm(text) is var same && same == text ? text : same);

    [Fact]
    public void A_service_is_known_by_its_variable()
    {
        Assert.True(ServiceCommands.AreTaken(name => name == "TF_BUILD" ? "True" : null));
        Assert.False(ServiceCommands.AreTaken(name => name == "CI" ? "true" : null));
    }
}
