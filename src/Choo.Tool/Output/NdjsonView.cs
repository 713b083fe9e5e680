using System.Buffers;
using System.Text;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.State;
using Choo.Views.Lines;
using Choo.Views.Text;

namespace Choo.Tool.Output;

/// <summary>The journal's lines on standard output as they come, and nothing else there; problems found before the start go to standard error.</summary>
internal sealed class NdjsonView(TextWriter output, TextWriter error) : IRunView
{
    private readonly ArrayBufferWriter<byte> buffer = new(1024);

    /// <inheritdoc/>
    public void OnDiagnostics(IReadOnlyList<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
        {
            error.WriteLine(OneLine.Of(diagnostic.ToString()));
        }
    }

    /// <inheritdoc/>
    public void OnEvent(RunEvent e, RunState state)
    {
        // An agent's passing activity is in no journal (its number is 0): whoever replays the stream must get the same run.
        if (e.Seq == 0)
        {
            return;
        }

        EventJson.WriteLine(buffer, e);
        output.Write(Encoding.UTF8.GetString(buffer.WrittenSpan));
        output.Flush();
        buffer.ResetWrittenCount();
    }

    /// <inheritdoc/>
    public void OnStopping(string signal) => error.WriteLine(StopNotice.For(signal));

    /// <inheritdoc/>
    public void Dispose() => output.Flush();
}
