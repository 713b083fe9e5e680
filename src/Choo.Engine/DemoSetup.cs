using Choo.Adapters.Git;
using Choo.Core.Ports;

namespace Choo.Engine;

/// <summary>Makes the demo's scratch repository: the sample, an agent that replays recorded changes, and a first commit.</summary>
public static class DemoSetup
{
    /// <summary>Copies the sample into a new folder and commits it; returns the repository's folder.</summary>
    /// <param name="sampleFolder">The folder with <c>bookshelf</c> and <c>bookshelf-recording</c>.</param>
    /// <param name="scratchFolder">Where the repository is made; must not exist or be empty.</param>
    /// <param name="toolCommand">Absolute path of choo, a program or a dll: its hidden command <c>replay-agent</c> plays the agent.</param>
    /// <param name="cancellationToken">Stops between steps.</param>
    public static async Task<string> CreateAsync(string sampleFolder, string scratchFolder, string toolCommand, CancellationToken cancellationToken)
    {
        var root = Directory.CreateDirectory(Path.GetFullPath(scratchFolder)).FullName;
        Copy(Path.Combine(sampleFolder, "bookshelf"), root);
        var recording = Path.GetFullPath(Path.Combine(sampleFolder, "bookshelf-recording"));
        await File.WriteAllTextAsync(Path.Combine(root, ".choo.yaml"), Config(toolCommand, recording), cancellationToken).ConfigureAwait(false);
        await CommitAsync(root, "The sample: a bookshelf with four units to do", cancellationToken).ConfigureAwait(false);
        return root;
    }

    /// <summary>Makes a repository of a folder, with one commit of all that is in it.</summary>
    internal static async Task CommitAsync(string root, string message, CancellationToken cancellationToken)
    {
        var git = GitCall.Find(root) ?? throw new PortException(Core.Diagnostics.DiagnosticCodes.NoGit.Because("git was not found on the PATH"));
        await git.RunAsync(cancellationToken, "init", "--quiet", "--initial-branch=main").ConfigureAwait(false);
        await git.RunAsync(cancellationToken, "config", "user.name", "choo demo").ConfigureAwait(false);
        await git.RunAsync(cancellationToken, "config", "user.email", "demo@localhost").ConfigureAwait(false);
        await git.RunAsync(cancellationToken, "add", "--all").ConfigureAwait(false);
        await git.RunAsync(cancellationToken, "commit", "--quiet", "-m", message).ConfigureAwait(false);
    }

    /// <summary>A configuration whose agent replays what was recorded.</summary>
    internal static string Config(string toolCommand, string recording)
    {
        var program = toolCommand.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? $"dotnet, {Quote(toolCommand)}" : Quote(toolCommand);
        return $$"""
            # The demo's agent needs no account: it replays recorded changes, one of which does not compile at first.
            parallelism: 2
            provider:
              type: replay
              providers:
                replay:
                  command: [{{program}}, replay-agent, {{Quote(recording)}}, "{unit}", "{task}"]

            """;
    }

    private static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static void Copy(string from, string to)
    {
        foreach (var folder in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories).Where(IsSource))
        {
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        }

        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Where(IsSource))
        {
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
        }

        bool IsSource(string path) => !Path.GetRelativePath(from, path).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj");
    }
}
