using System.Collections.Immutable;
using System.Text;
using Choo.Adapters.Files;

namespace Choo.Adapters.Git;

/// <summary>A folder of hooks for agents' git, and the variables that make git run them: by these an agent moves only what is its own.</summary>
public sealed class AgentHooks
{
    private const UnixFileMode Wanted = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private const string Parameters = "GIT_CONFIG_PARAMETERS";

    // Every hook that git knows: a folder of hooks takes the place of the repository's own as a whole.
    private static readonly string[] Names =
    [
        "applypatch-msg", "commit-msg", "p4-changelist", "p4-post-changelist", "p4-pre-submit", "p4-prepare-changelist",
        "post-applypatch", "post-checkout", "post-commit", "post-index-change", "post-merge", "post-receive", "post-rewrite", "post-update",
        "pre-applypatch", "pre-auto-gc", "pre-commit", "pre-merge-commit", "pre-push", "pre-rebase", "pre-receive", "prepare-commit-msg",
        "proc-receive", "push-to-checkout", "reference-transaction", "sendemail-validate", "update",
    ];

    private readonly string folder;
    private readonly string setting;
    private readonly byte[] script;
    private readonly Dictionary<string, DateTime> written = new(StringComparer.Ordinal);
    private readonly Lock mending = new();

    private AgentHooks(string folder, string setting, byte[] script) => (this.folder, this.setting, this.script) = (folder, setting, script);

    /// <summary>Writes the folder <c>hooks</c> in choo's own, or leaves it as it is when it is right already.</summary>
    public static async Task<AgentHooks> WriteAsync(Repository repository, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(repository);
        var folder = Path.Combine(repository.ChooDir, "hooks");
        var remotes = await repository.Git.TryAsync(cancellationToken, "remote").ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();

        // Nor does an agent's git collect garbage by itself beside the others' new objects, or move refs along with what it may move:
        // that would be refused, and what it may do would fail with it.
        string[] settings =
        [
            $"core.hooksPath={folder.Replace('\\', '/')}", "gc.auto=0", "maintenance.auto=false",
            "rebase.updateRefs=false", "notes.rewrite.amend=false", "notes.rewrite.rebase=false",
            .. (remotes.Succeeded ? remotes.Text : "").Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Where(name => !name.Contains('=', StringComparison.Ordinal)).Select(name => $"remote.{name}.tagOpt=--no-tags"),
        ];
        var setting = string.Join(' ', settings.Select(ShellQuote.Of));
        var script = Encoding.UTF8.GetBytes(AgentHookScript.Text(repository.CommonDir.Replace('\\', '/'), setting));
        var hooks = new AgentHooks(folder, setting, script);
        hooks.Mend();
        return hooks;
    }

    /// <summary>
    /// Writes again what somebody changed, a hook manager for instance that was installed while an agent worked: it writes where
    /// core.hooksPath leads. Costs a look at each file's length and time.
    /// </summary>
    /// <returns>Absolute paths of what was not as it should be.</returns>
    public ImmutableArray<string> Mend()
    {
        lock (mending)
        {
            OwnFolder.Create(folder);
            return [.. Names.Select(name => Path.Combine(folder, name)).Where(Mend)];
        }
    }

    /// <summary>Adds what an agent's environment needs; settings for git that it has already go on to hold.</summary>
    /// <param name="environment">The agent's whole environment.</param>
    /// <param name="worktree">Absolute path of the worktree it works in.</param>
    public void AddTo(IDictionary<string, string> environment, string worktree)
    {
        ArgumentNullException.ThrowIfNull(environment);
        environment[Parameters] = environment.TryGetValue(Parameters, out var others) && others.Trim() is { Length: > 0 } kept ? $"{kept} {setting}" : setting;
        if (PooledWorktree.RecordOf(worktree) is { } own)
        {
            environment[AgentHookScript.GitDirVariable] = own.Replace('\\', '/');
        }
    }

    private bool Mend(string file)
    {
        var found = new FileInfo(file);
        var isRight = found.Exists && found.Length == script.Length
            && ((written.TryGetValue(file, out var time) && time == found.LastWriteTimeUtc) || PlainFile.Read(file, PlainFile.Small).Content.Span.SequenceEqual(script));
        if (!isRight)
        {
            // In one step: an agent's git may run it just now.
            var draft = file + ".new";
            File.Delete(draft);
            OwnFile.Write(draft, script);
            SetMode(draft);
            File.Move(draft, file, overwrite: true);
        }
        else if (!OperatingSystem.IsWindows() && found.UnixFileMode != Wanted)
        {
            isRight = false;
            SetMode(file);
        }

        written[file] = File.GetLastWriteTimeUtc(file);
        return !isRight;
    }

    private static void SetMode(string file)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, Wanted);
        }
    }
}
