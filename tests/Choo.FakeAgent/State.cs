using System.Globalization;
using System.Text;

namespace Choo.FakeAgent;

/// <summary>
/// What outlives one start, in the folder FAKE_STATE (nothing is kept without it): <c>starts.jsonl</c>, <c>ends.jsonl</c>, <c>pids.txt</c> of
/// processes left behind, <c>prompts/</c>, and a file for each attempt, which is how attempts are counted.
/// </summary>
internal sealed class State(string folder)
{
    /// <summary>Records a start and tells which attempt of its kind it is.</summary>
    public int RecordStart(Turn turn)
    {
        if (folder.Length == 0)
        {
            return Turn.Number(Turn.Variable("CHOO_ATTEMPT"), 1);
        }

        var name = $"{turn.Unit}-{(turn.Kind == "task" ? turn.Task : turn.Kind)}";
        var attempt = Claim(name, turn.Prompt, out var prompt);
        Append("starts.jsonl", Line(turn, attempt, $"\"prompt\":{JsonString.Of(prompt)},\"args\":[{string.Join(',', turn.Arguments.Select(JsonString.Of))}]"));
        return attempt;
    }

    public void RecordEnd(Turn turn, int exit)
    {
        if (folder.Length > 0)
        {
            Append("ends.jsonl", Line(turn, turn.Attempt, $"\"exit\":{exit}"));
        }
    }

    public void RecordProcess(int pid)
    {
        if (folder.Length > 0)
        {
            Append("pids.txt", pid.ToString(CultureInfo.InvariantCulture));
        }
    }

    private int Claim(string name, string text, out string file)
    {
        var prompts = Directory.CreateDirectory(Path.Combine(folder, "prompts"));
        for (var attempt = 1; ; attempt++)
        {
            file = Path.Combine(prompts.FullName, $"{name}.{attempt}.md");
            try
            {
                using var stream = new FileStream(file, FileMode.CreateNew);
                stream.Write(Encoding.UTF8.GetBytes(text));
                return attempt;
            }
            catch (IOException) when (File.Exists(file))
            {
            }
        }
    }

    private static string Line(Turn turn, int attempt, string more) =>
        $$"""{"time":"{{DateTime.UtcNow:yyyy-MM-ddTHH:mm:ss.fffZ}}","unit":{{JsonString.Of(turn.Unit)}},"task":{{JsonString.Of(turn.Task)}},"kind":"{{turn.Kind}}","attempt":{{attempt}},"pid":{{Environment.ProcessId}},"folder":{{JsonString.Of(Environment.CurrentDirectory)}},{{more}}}""";

    // The runtime's append mode is a seek and a write; only the lock makes them one step among processes.
    private void Append(string name, string line)
    {
        var bytes = Encoding.UTF8.GetBytes(line + "\n");
        while (true)
        {
            try
            {
                using var stream = new FileStream(Path.Combine(folder, name), FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
                stream.Write(bytes);
                return;
            }
            catch (IOException)
            {
                Thread.Sleep(1);
            }
        }
    }
}
