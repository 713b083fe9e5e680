using System.Collections.Immutable;
using Choo.Adapters.Specs;
using Choo.Core.Configuration;
using Choo.Core.Diagnostics;

namespace Choo.Adapters.Hosting;

/// <summary>The configuration as every command reads it: <c>.choo.yaml</c> of the working tree, then the environment.</summary>
internal static class HostConfig
{
    public const string FileName = ".choo.yaml";

    public static async Task<(ChooConfig Config, ImmutableArray<Diagnostic> Problems)> ReadAsync(
        string root, RunRequest request, CancellationToken cancellationToken)
    {
        var reading = new ConfigReading(new ChooConfig(), []);
        var path = Path.Combine(root, FileName);
        if (File.Exists(path))
        {
            try
            {
                var text = await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false);
                reading = ChooConfigReader.Read(text, FileName, YamlReader.Instance);
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                reading = reading with { Diagnostics = [DiagnosticCodes.ConfigMalformed.At(FileName, 0, 0, $"it cannot be read: {refused.Message}")] };
            }
        }

        var (config, problems) = ConfigEnvironment.Apply(reading.Config, request.Environment);
        return (config, [.. reading.Diagnostics, .. problems]);
    }
}
