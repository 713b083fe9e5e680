using System.Text;
using Choo.Core.Specs;
using Xunit;

namespace Choo.Core.Tests.Specs;

public class SpecStatusEditorTests
{
    [Theory]
    [InlineData("---\ntask: 1\nstatus: pending\n---\nbody\n", "---\ntask: 1\nstatus: complete\n---\nbody\n")]
    [InlineData("---\r\nstatus: pending\r\ntask: 1\r\n---\r\n", "---\r\nstatus: complete\r\ntask: 1\r\n---\r\n")]
    [InlineData("\uFEFF---\nstatus: pending # why\n---\n", "\uFEFF---\nstatus: complete # why\n---\n")]
    [InlineData("---\nstatus: \"pending\"   # why\n---", "---\nstatus: \"complete\"   # why\n---")]
    [InlineData("---\nstatus:   'in_progress'\n---\n", "---\nstatus:   'complete'\n---\n")]
    [InlineData("---\nstatus:\n---\n", "---\nstatus: complete\n---\n")]
    [InlineData("---\nstatus: # none yet\n---\n", "---\nstatus: complete # none yet\n---\n")]
    [InlineData("---\nstatus :  failed\n---\n", "---\nstatus :  complete\n---\n")]
    [InlineData("---\n\"status\": failed\n---\n", "---\n\"status\": complete\n---\n")]
    [InlineData("---\n  task: 1\n  status: failed\n---\n", "---\n  task: 1\n  status: complete\n---\n")]
    [InlineData("---\n# status: x\ntask: 1\n---\nstatus: pending\n", "---\nstatus: complete\n# status: x\ntask: 1\n---\nstatus: pending\n")]
    [InlineData("---\n  # c\n  task: 1\n---\n", "---\n  status: complete\n  # c\n  task: 1\n---\n")]
    [InlineData("---\r\ntask: 1\r\n---\r\n", "---\r\nstatus: complete\r\ntask: 1\r\n---\r\n")]
    [InlineData("---\n---\n", "---\nstatus: complete\n---\n")]
    [InlineData("---\nstatus: complete\n---\n", "---\nstatus: complete\n---\n")]
    [InlineData("---\nmeta:\n  status: a\nstatuses: b\nstatus: pending\n---\n", "---\nmeta:\n  status: a\nstatuses: b\nstatus: complete\n---\n")]
    [InlineData("# no frontmatter\nstatus: pending\n", "# no frontmatter\nstatus: pending\n")]
    [InlineData("---\nstatus: pending\n", "---\nstatus: pending\n")]
    public void Only_the_status_changes(string before, string after) =>
        Assert.Equal(after, Encoding.UTF8.GetString(SpecStatusEditor.Set(Encoding.UTF8.GetBytes(before), SpecStatus.Complete)));

    [Fact]
    public void Bytes_that_are_not_text_stay_as_they_are()
    {
        byte[] before = [.. "---\nstatus: pending\nx: "u8, 0xFF, 0xC3, .. "\n---\n"u8, 0xE9];
        Assert.Equal([.. "---\nstatus: failed\nx: "u8, 0xFF, 0xC3, .. "\n---\n"u8, 0xE9], SpecStatusEditor.Set(before, SpecStatus.Failed));
    }

    [Fact]
    public void Setting_a_status_and_then_the_old_one_again_gives_the_old_bytes()
    {
        var before = "---\r\ntask: 1\r\nstatus: \"pending\" # c\r\n---\r\n# T\r\n"u8.ToArray();
        Assert.Equal(before, SpecStatusEditor.Set(SpecStatusEditor.Set(before, SpecStatus.InProgress), SpecStatus.Pending));
    }

    [Theory]
    [InlineData("---\ntask: 1\nstatus: pending\n---\nx\n", "---\ntask: 1\nstatus: complete\n---\nx\n", true)]
    [InlineData("---\ntask: 1\n---\nx\n", "---\nstatus: complete\ntask: 1\n---\nx\n", true)]
    [InlineData("no frontmatter", "no frontmatter", true)]
    [InlineData("---\ntask: 1\nstatus: pending\n---\nx\n", "---\ntask: 1\nstatus: complete\n---\ny\n", false)]
    [InlineData("---\ntask: 1\nstatus: pending\n---\nx\n", "---\ntask: 2\nstatus: pending\n---\nx\n", false)]
    [InlineData("---\nstatus: pending\nbackpressure: a\n---\n", "---\nstatus: complete\nbackpressure: \"true\"\n---\n", false)]
    [InlineData("---\nstatus: pending\n---\n", "---\nstatus: complete\nstatus: complete\n---\n", false)]
    [InlineData("---\nstatus: pending\n---\nx", "", false)]
    public void An_edit_of_anything_else_is_seen(string before, string after, bool same) =>
        Assert.Equal(same, SpecEdits.SameButStatus(Encoding.UTF8.GetBytes(before), Encoding.UTF8.GetBytes(after)));
}
