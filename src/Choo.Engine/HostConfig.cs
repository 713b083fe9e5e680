using System.Collections.Immutable;
using Choo.Adapters.Files;
using Choo.Adapters.Specs;
using Choo.Core.Configuration;
using Choo.Core.Diagnostics;

namespace Choo.Engine;

/// <summary>The configuration as every command reads it: <c>.choo.yaml</c> of the working tree, then the environment.</summary>
internal static class HostConfig
{
    public const string FileName = ".choo.yaml";

    public static (ChooConfig Config, ImmutableArray<Diagnostic> Problems) Read(
        string root, RunRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var file = PlainFile.Read(Path.Combine(root, FileName), PlainFile.Small);
        var reading = file.Refusal switch
        {
            FileRefusal.None => Read(file.Content.Span),
            FileRefusal.Missing => new ConfigReading(new ChooConfig(), []),
            _ => Refused(0, 0, $"it cannot be read: {file.Why}"),
        };
        var (config, problems) = ConfigEnvironment.Apply(reading.Config, request.Environment);
        return (config, [.. reading.Diagnostics, .. problems]);
    }

    /// <summary>A configuration out of its bytes, from the working tree or a commit.</summary>
    public static ConfigReading Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > PlainFile.Small)
        {
            return Refused(0, 0, $"it cannot be read: {PlainFile.TooLarge(bytes.Length, PlainFile.Small).Why}");
        }

        return bytes.IndexOf((byte)0) is >= 0 and var zero
            ? Refused(bytes[..zero].Count((byte)'\n') + 1, 1, "the line contains a NUL byte, so the file is not text; save it as UTF-8 text")
            : ChooConfigReader.Read(PlainFile.TextOf(bytes), FileName, YamlReader.Instance);
    }

    private static ConfigReading Refused(int line, int column, string why) =>
        new(new ChooConfig(), [DiagnosticCodes.ConfigMalformed.At(FileName, line, column, why)]);
}
