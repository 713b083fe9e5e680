using System.Text;
using Choo.Testing;
using Xunit;
using AgentTranscript = Choo.Core.Agents.Transcript;

namespace Choo.Core.Tests.Agents;

public sealed class TranscriptTests
{
    private static readonly string[] Claude =
    [
        """{"type":"system","subtype":"init","cwd":"/repo/wt","session_id":"s-1","tools":["Bash"],"model":"some-model","permissionMode":"acceptEdits"}""",
        """{"type":"system","subtype":"api_retry","attempt":2,"max_retries":10,"error_status":529,"error":"overloaded","session_id":"s-1"}""",
        """{"type":"assistant","message":{"id":"m1","content":[{"type":"thinking","thinking":"First the tests."},{"type":"text","text":"I look at the tests.\nThen I write \u001b[31mcode\u001b[0m."}],"usage":{"input_tokens":1,"output_tokens":1}},"session_id":"s-1"}""",
        """{"type":"assistant","message":{"id":"m2","content":[{"type":"tool_use","id":"t1","name":"Bash","input":{"command":"dotnet test\n--filter A","description":"run"}}],"usage":{}},"session_id":"s-1"}""",
        """{"type":"user","message":{"role":"user","content":[{"tool_use_id":"t1","type":"tool_result","content":"line 1\nline 2\nline 3\nline 4\nline 5","is_error":true}]},"session_id":"s-1"}""",
        """{"type":"assistant","message":{"id":"m3","content":[{"type":"tool_use","id":"t2","name":"Write","input":{"file_path":"/repo/wt/w.txt","content":"x"}}]},"session_id":"s-1"}""",
        """{"type":"user","message":{"role":"user","content":[{"tool_use_id":"t2","type":"tool_result","content":[{"type":"text","text":"File created"},{"type":"image"}]}]}}""",
        "a warning on standard error",
        """{"type":"stream_event","event":{"something":"new"}}""",
        """{"type":"assistant","message":{"id":"m4","content":[{"type":"text","text":"done"}]},"session_id":"s-1"}""",
        """{"type":"result","subtype":"success","is_error":false,"duration_ms":12345,"num_turns":3,"result":"done","total_cost_usd":0.003,"usage":{"input_tokens":300,"output_tokens":60},"permission_denials":[{"tool_name":"WebFetch"}]}""",
    ];

    private static readonly string[] Codex =
    [
        """{"type":"thread.started","thread_id":"t-1"}""",
        """{"type":"item.completed","item":{"id":"item_0","type":"error","message":"Model metadata was not found."}}""",
        """{"type":"turn.started"}""",
        """{"type":"item.completed","item":{"id":"item_1","type":"reasoning","text":"Look first."}}""",
        """{"type":"item.started","item":{"id":"item_2","type":"command_execution","command":"/bin/bash -lc 'cat a'","aggregated_output":"","exit_code":null,"status":"in_progress"}}""",
        """{"type":"item.completed","item":{"id":"item_2","type":"command_execution","command":"/bin/bash -lc 'cat a'","aggregated_output":"cat: a: No such file\n","exit_code":1,"status":"failed"}}""",
        """{"type":"item.completed","item":{"id":"item_3","type":"command_execution","command":"ls","aggregated_output":"a\nb\n","exit_code":0,"status":"completed"}}""",
        """{"type":"item.completed","item":{"id":"item_4","type":"file_change","changes":[{"path":"src/A.cs","kind":"update"},{"path":"src/B.cs","kind":"add"}],"status":"completed"}}""",
        """{"type":"item.completed","item":{"id":"item_5","type":"todo_list","items":[{"text":"one","completed":true},{"text":"two","completed":false}]}}""",
        """{"type":"error","message":"Reconnecting... 1/5 (unexpected status 503)"}""",
        """{"type":"item.completed","item":{"id":"item_6","type":"hologram","color":"blue"}}""",
        """{"type":"item.completed","item":{"id":"item_7","type":"agent_message","text":"all done"}}""",
        """{"type":"turn.completed","usage":{"input_tokens":300,"cached_input_tokens":0,"output_tokens":60}}""",
        """{"type":"turn.failed","error":{"message":"last status: 429"}}""",
    ];

    [Fact]
    public void Claudes_stream_reads_as_text() => Golden.Verify(Text(Claude), "Transcript.claude");

    [Fact]
    public void Codexs_stream_reads_as_text() => Golden.Verify(Text(Codex), "Transcript.codex");

    [Theory]
    [InlineData("plain text of another agent", "plain text of another agent")]
    [InlineData("  indented", "  indented")]
    [InlineData("", "")]
    [InlineData("""{"level":"info","message":"of a program that logs JSON"}""", """{"level":"info","message":"of a program that logs JSON"}""")]
    [InlineData("""{"type":"assistant","message":"cut in the mid""", """{"type":"assistant","message":"cut in the mid""")]
    [InlineData("{}", "{}")]
    [InlineData("[1, 2]", "[1, 2]")]
    [InlineData("""{"type":7}""", """{"type":7}""")]
    [InlineData("""{"type":"result","usage":[],"total_cost_usd":"x","permission_denials":7}""", "= end")]
    public void What_is_no_dialects_line_goes_through(string line, string expected) => Assert.Equal([expected], new AgentTranscript().Lines(line));

    [Fact]
    public void However_long_a_line_is_what_comes_out_is_bounded_and_said_text_is_whole()
    {
        var said = string.Concat(Enumerable.Repeat("0123456789", 500)) + "😀";
        string[] lines =
        [
            said,
            $$$"""{"type":"assistant","message":{"content":[{"type":"text","text":"{{{said}}}"}]}}""",
            $$$"""{"type":"assistant","message":{"content":[{"type":"tool_use","name":"Bash","input":{"command":"{{{said}}}"}}]}}""",
            $$$"""{"type":"user","message":{"content":[{"type":"tool_result","content":"{{{said}}}"}]}}""",
            $$$"""{"type":"unknown","text":"{{{said}}}"}""",
        ];
        var came = lines.Select(line => new AgentTranscript().Lines(line)).ToList();
        Assert.All(came.SelectMany(each => each), line => Assert.InRange(line.Length, 1, AgentTranscript.LongestLine));
        Assert.Equal(said, string.Concat(came[0]));
        Assert.Equal(said, string.Concat(came[1]));
    }

    [Fact]
    public void A_stream_that_is_cut_at_any_byte_loses_no_line_before_the_cut()
    {
        foreach (var stream in new[] { Claude, Codex })
        {
            var whole = stream.Select(Encoding.UTF8.GetBytes).ToList();
            for (var line = 0; line < whole.Count; line++)
            {
                var before = Text(stream[..line]);
                for (var cut = 1; cut < whole[line].Length; cut++)
                {
                    var text = Text([.. stream[..line], Encoding.UTF8.GetString(whole[line], 0, cut)]);
                    Assert.StartsWith(before, text, StringComparison.Ordinal);
                    Assert.True(text.Length > before.Length, "the cut line itself is shown");
                }
            }
        }
    }

    private static string Text(string[] lines)
    {
        var transcript = new AgentTranscript();
        return string.Concat(lines.SelectMany(transcript.Lines).Select(line => line + "\n"));
    }
}
