namespace Choo.Adapters.Git;

/// <summary>Settings of git that lead it elsewhere (another folder, another host, other files of settings) or that name a program it starts.</summary>
internal static class LeadingSettings
{
    // Sections of which every key does.
    private static readonly string[] Sections =
    [
        "alias", "browser", "credential", "difftool", "extensions", "filter", "gpg", "guitool", "http", "include", "includeif", "instaweb", "man", "mergetool", "pager", "protocol",
        "remote", "remotes", "safe", "sendemail", "trailer", "url",
    ];

    private static readonly string[] Keys =
    [
        "core.alternaterefscommand", "core.askpass", "core.attributesfile", "core.bare", "core.editor", "core.excludesfile", "core.fsmonitor", "core.gitproxy", "core.hookspath", "core.ignorestat",
        "core.pager", "core.repositoryformatversion", "core.sparsecheckout", "core.sshcommand", "core.worktree", "diff.external", "diff.guitool", "diff.tool", "help.browser", "init.templatedir",
        "interactive.difffilter", "merge.guitool", "merge.tool", "push.default", "remote.pushdefault", "sequence.editor", "ssh.variant", "uploadpack.packobjectshook", "user.signingkey", "web.browser",
    ];

    // section.<name>.key
    private static readonly (string Section, string Key)[] Named =
    [
        ("branch", "mergeoptions"), ("branch", "pushremote"), ("branch", "remote"), ("branch", "merge"), ("diff", "command"), ("diff", "textconv"), ("merge", "driver"), ("submodule", "update"),
        ("tar", "command"),
    ];

    /// <summary>Whether a key, as git lists it, is one of them.</summary>
    public static bool Has(string key)
    {
        var (first, last) = (key.IndexOf('.', StringComparison.Ordinal), key.LastIndexOf('.'));
        if (first < 0)
        {
            return false;
        }

        var (section, name) = (key[..first], key[(last + 1)..]);
        return Sections.Contains(section, StringComparer.OrdinalIgnoreCase)
            || Keys.Contains(key, StringComparer.OrdinalIgnoreCase)
            || (last > first && Named.Contains((section.ToLowerInvariant(), name.ToLowerInvariant())));
    }
}
