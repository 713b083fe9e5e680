using Choo.Core.Diagnostics;
using Choo.Testing;
using Choo.Tool.Output;
using Choo.Views.Text;
using Xunit;

namespace Choo.Tool.Tests.Output;

/// <summary>Text of agents, gates and specs on its way to terminals, logs and pages.</summary>
public sealed class ForeignTextTests
{
    [Fact]
    [Incident("T45", "text that commands GitHub and Azure is printed in pieces")]
    public void What_is_written_in_pieces_commands_nobody()
    {
        using var output = new StringWriter();
        using (var writer = new CommandFreeWriter(output) { NewLine = "\n" })
        {
            writer.Write("  :");
            writer.Flush();
            writer.Write(":add-mask::x\nplain\n##");
            writer.Write("vso[task.complete]\n");
            writer.WriteLine("end");
            writer.Write(['#', '#', '[', 'x']);
        }

        Assert.Equal("  : :add-mask::x\nplain\n# #vso[task.complete]\nend\n# #[x", output.ToString());
    }

    [Fact]
    public void What_turns_the_direction_of_writing_around_is_left_out() => Assert.Equal("see gnp a", OneLine.Of("see \u202e\u2066gnp\u200f\u001b[31m a"));

    [Fact]
    public void An_annotation_has_the_text_and_nothing_else() =>
        Assert.Equal(
            "::error title=CHOO4101::said: ##vso[x]  gnp%0A: :error::b".Replace("##vso", "# #vso", StringComparison.Ordinal),
            GitHubView.Command(DiagnosticCodes.BackpressureFailed.Because("said: ##vso[x] \u202e gnp\n::error::b")));

    [Theory]
    [InlineData("see [click](https://elsewhere.invalid/)", "see \\[click\\]\\(https\\:\\/\\/elsewhere\\.invalid\\/\\)")]
    [InlineData("![](x) <img src=x> &amp; `a` | b", "\\!\\[\\]\\(x\\) &lt;img src\\=x&gt; &amp;amp; \\`a\\` \\| b")]
    [InlineData("# a\n- b @team www.x", "\\# a \\- b \\@team www\\.x")]
    public void Markdown_of_others_is_text(string text, string escaped) => Assert.Equal(escaped, MarkdownText.Of(text));
}
