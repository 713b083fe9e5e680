using System.Text;

namespace Choo.Adapters.Git;

/// <summary>A folder of hooks for agents' git, and the variables that make git run them: by these an agent moves only what is its own.</summary>
public sealed class AgentHooks
{
    private const string Parameters = "GIT_CONFIG_PARAMETERS";

    // Every hook that git knows: a folder of hooks takes the place of the repository's own as a whole.
    private static readonly string[] Names =
    [
        "applypatch-msg", "commit-msg", "p4-changelist", "p4-post-changelist", "p4-pre-submit", "p4-prepare-changelist",
        "post-applypatch", "post-checkout", "post-commit", "post-index-change", "post-merge", "post-receive", "post-rewrite", "post-update",
        "pre-applypatch", "pre-auto-gc", "pre-commit", "pre-merge-commit", "pre-push", "pre-rebase", "pre-receive", "prepare-commit-msg",
        "proc-receive", "push-to-checkout", "reference-transaction", "sendemail-validate", "update",
    ];

    private readonly string setting;

    private AgentHooks(string setting) => this.setting = setting;

    /// <summary>Writes the folder <c>hooks</c> in choo's own, or leaves it as it is when it is right already.</summary>
    public static AgentHooks Write(Repository repository)
    {
        ArgumentNullException.ThrowIfNull(repository);
        var folder = Path.Combine(repository.ChooDir, "hooks");

        // Nor does an agent's git collect garbage by itself beside the others' new objects.
        string[] settings = [$"core.hooksPath={folder.Replace('\\', '/')}", "gc.auto=0", "maintenance.auto=false"];
        var setting = string.Join(' ', settings.Select(ShellQuote.Of));
        var script = Encoding.UTF8.GetBytes(AgentHookScript.Text(repository.CommonDir.Replace('\\', '/'), setting));
        Directory.CreateDirectory(folder);
        foreach (var name in Names)
        {
            Write(Path.Combine(folder, name), script);
        }

        return new AgentHooks(setting);
    }

    /// <summary>Adds what an agent's environment needs; settings for git that it has already go on to hold.</summary>
    /// <param name="environment">The agent's whole environment.</param>
    /// <param name="worktree">Absolute path of the worktree it works in.</param>
    public void AddTo(IDictionary<string, string> environment, string worktree)
    {
        ArgumentNullException.ThrowIfNull(environment);
        environment[Parameters] = environment.TryGetValue(Parameters, out var others) && others.Trim() is { Length: > 0 } kept ? $"{kept} {setting}" : setting;
        if (GitDirOf(worktree) is { } own)
        {
            environment[AgentHookScript.GitDirVariable] = own;
        }
    }

    private static string? GitDirOf(string worktree)
    {
        try
        {
            var link = File.ReadAllText(Path.Combine(worktree, ".git")).Trim();
            return link.StartsWith("gitdir: ", StringComparison.Ordinal) ? Path.GetFullPath(link["gitdir: ".Length..], worktree).Replace('\\', '/') : null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static void Write(string file, byte[] script)
    {
        var known = new FileInfo(file);
        if (!known.Exists || known.Length != script.Length || !File.ReadAllBytes(file).AsSpan().SequenceEqual(script))
        {
            File.Delete(file);
            File.WriteAllBytes(file, script);
        }

        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode Wanted = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
                | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
            if (known.Exists is false || known.UnixFileMode != Wanted)
            {
                File.SetUnixFileMode(file, Wanted);
            }
        }
    }
}
