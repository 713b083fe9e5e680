namespace Choo.FakeAgent.Behaviours;

/// <summary>What agents do with git and the file system although they were told not to: a name for a shell command in the worktree.</summary>
internal sealed class Mischief(string command) : Behaviour
{
    private const string Me = "git -c user.name=agent -c user.email=agent@localhost";

    /// <summary>The mischief of that name, null when there is none.</summary>
    public static Mischief? Find(string name) => CommandOf(name) is { } command ? new(command) : null;

    public override int? Run(Turn turn, string words) => new Bash().Run(turn, $"set -- {words}\n{command}");

    private static string? CommandOf(string name) => name switch
    {
        "amend" => $"git add -A && {Me} commit -q --amend -m amended >&2",
        "rebase" => $"git add -A && {Me} commit -q -m 'to be rebased' && {Me} rebase -q --onto HEAD~2 HEAD~1 >&2",
        "reset" => "git reset -q --hard HEAD~1 >&2",
        "stash" => $"git add -A && {Me} stash push -q >&2",
        "checkout" => "git add -A && git checkout -q -b \"agents-${1:-own}\" >&2",
        "wreck" => "cd / && rm -rf \"$OLDPWD\"",
        "unlink" => "rm -f .git",
        "head" => "echo broken > \"$(git rev-parse --git-dir)/HEAD\"",
        "lock" => "touch \"$(git rev-parse --git-dir)/index.lock\"",
        "hook" => "printf '#!/bin/sh\\nexit 1\\n' > .git-hook && mkdir -p \"$(git rev-parse --git-common-dir)/hooks\" && chmod +x .git-hook && mv .git-hook \"$(git rev-parse --git-common-dir)/hooks/pre-commit\"",
        "outside" => "echo outside > \"$1\"",
        "symlink" => "ln -s \"$1\" link.txt && echo through > link.txt",
        "fill" => "head -c \"${1:-1000000}\" /dev/zero > filler.bin",
        "markers" => "echo left as it is",
        "drop-side" => "for f in $(git diff --name-only --diff-filter=U); do git checkout -q --ours -- \"$f\"; done",
        _ => null,
    };
}
