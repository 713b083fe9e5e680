using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Choo.Core.Gates;

namespace Choo.Core.LocalCi;

/// <summary>What is known of a pushed commit, as its status file has it.</summary>
/// <param name="Ref">The full name of the ref that was pushed.</param>
/// <param name="Commit">Its commit, whole.</param>
/// <param name="State">How the check stands.</param>
/// <param name="Time">When that was so.</param>
public sealed record CiStatus(string Ref, string Commit, CiState State, DateTimeOffset Time)
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What the gates printed, one after the other, or why the commit could not be checked.</summary>
    public string Output { get; init; } = "";

    /// <summary>What each gate said, in order.</summary>
    public ImmutableArray<Evidence> Gates { get; init; } = [];

    /// <summary>The first exit code that is not 0; null where no gate ended with one.</summary>
    public int? ExitCode => Gates.IsEmpty ? null : Gates.FirstOrDefault(gate => gate.ExitCode != 0)?.ExitCode ?? 0;

    /// <summary>PASS when there are gates and all of them passed.</summary>
    public static CiState Judge(ImmutableArray<Evidence> gates) => !gates.IsEmpty && gates.All(gate => gate.Passed) ? CiState.PASS : CiState.FAIL;

    /// <summary>The status file: an object of <c>ref</c>, <c>commit</c>, <c>status</c>, <c>timestamp</c> (UTC, whole seconds), <c>output</c> and, once gates ended, <c>duration_ms</c>, <c>exit_code</c> and <c>gates</c>.</summary>
    public byte[] ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, Indented))
        {
            json.WriteStartObject();
            json.WriteString("ref", Ref);
            json.WriteString("commit", Commit);
            json.WriteString("status", State.ToString());
            json.WriteString("timestamp", Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            json.WriteString("output", Output);
            if (!Gates.IsEmpty)
            {
                WriteGates(json);
            }

            json.WriteEndObject();
        }

        return [.. buffer.WrittenSpan, (byte)'\n'];
    }

    private void WriteGates(Utf8JsonWriter json)
    {
        json.WriteNumber("duration_ms", Gates.Sum(gate => gate.DurationMs));
        json.WriteNumber("exit_code", ExitCode!.Value);
        json.WriteStartArray("gates");
        foreach (var gate in Gates)
        {
            json.WriteStartObject();
            json.WriteString("name", gate.Gate);
            json.WriteString("command", gate.Command);
            json.WriteBoolean("passed", gate.Passed);
            json.WriteString("outcome", GateReport.Outcome(gate));
            json.WriteNumber("exit_code", gate.ExitCode);
            json.WriteBoolean("timed_out", gate.TimedOut);
            json.WriteNumber("duration_ms", gate.DurationMs);
            json.WriteString("log", $"logs/{Commit}/{gate.Log}");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
