namespace Choo.Adapters.Git;

/// <summary>
/// The script that agents' git runs in place of every hook: it refuses to move what is not the agent's in the run's repository, and
/// otherwise runs the repository's own hook, as git would have (docs/decisions/0013-agents-move-only-what-is-theirs.md).
/// </summary>
internal static class AgentHookScript
{
    /// <summary>The agent's own part of the repository; without it any linked worktree counts as the agent's.</summary>
    public const string GitDirVariable = "CHOO_GIT_DIR";

    private const string Body = """
        # Which hook git means is the name it calls this by.
        name=${0##*[/\\]}

        refuse() {
            echo "choo: $1" >&2
            exit 1
        }

        refuse_ref() {
            refuse "$ref is not this agent's to move: its own are the files of its worktree and that worktree's detached HEAD; choo lands the work"
        }

        # Where git is at work. It sets GIT_DIR in linked worktrees, and leaves it out where .git is a folder.
        find_repository() {
            git_dir=${GIT_DIR:-.git}
            if [ -f "$git_dir" ]; then
                IFS= read -r line <"$git_dir"
                git_dir=${line#gitdir: }
            elif [ ! -d "$git_dir" ]; then
                git_dir=.
            fi
            common=$git_dir
            if [ -f "$git_dir/commondir" ]; then
                IFS= read -r common <"$git_dir/commondir"
                case $common in
                    /* | [A-Za-z]:*) ;;
                    *) common=$git_dir/$common ;;
                esac
            fi
        }

        # The hook that the repository has of its own, by the settings that hold without choo's; empty when it has none.
        find_own() {
            case ${GIT_CONFIG_PARAMETERS-} in
                *"$setting"*)
                    GIT_CONFIG_PARAMETERS=${GIT_CONFIG_PARAMETERS%%"$setting"*}${GIT_CONFIG_PARAMETERS#*"$setting"}
                    GIT_CONFIG_PARAMETERS=${GIT_CONFIG_PARAMETERS# }
                    [ -n "$GIT_CONFIG_PARAMETERS" ] || unset GIT_CONFIG_PARAMETERS
                    ;;
            esac
            own=$(git rev-parse --git-path "hooks/$name") || own=
            if [ ! -f "$own" ] || [ ! -x "$own" ] || [ "$own" -ef "$0" ]; then
                own=
            fi
        }

        # Dropping an entry of the stash passes no hook; of the last one git then deletes the ref, and refused would keep it from coming back.
        is_empty() {
            [ -f "$1" ] && [ ! -s "$1" ]
        }

        # HEAD, ORIG_HEAD and their like, and a few refs, are each worktree's own; what remotes had is nobody's work.
        check() {
            while read -r old new ref; do
                case $ref in
                    refs/remotes/*) continue ;;
                    refs/bisect/* | refs/rewritten/* | refs/worktree/*) ;;
                    refs/stash) is_empty "$common/logs/$ref" && continue || refuse_ref ;;
                    */*) refuse_ref ;;
                esac
                [ "$git_dir" -ef "${CHOO_GIT_DIR:-$git_dir}" ] || refuse_ref
            done
        }

        case $name in
            pre-push)
                find_repository
                if [ "$common" -ef "$repository" ]; then
                    refuse "what a remote has is not this agent's to move: agents do not push; choo lands the work"
                fi
                ;;
            reference-transaction)
                find_repository
                if [ "$1" = prepared ] && [ "$common" -ef "$repository" ]; then
                    find_own
                    if [ -z "$own" ]; then
                        check
                        exit 0
                    fi
                    updates=$(cat)
                    check <<END
        $updates
        END
                    "$own" "$@" <<END
        $updates
        END
                    exit
                fi
                ;;
        esac
        find_own
        [ -n "$own" ] || exit 0
        exec "$own" "$@"

        """;

    /// <summary>The whole script, with line feeds alone.</summary>
    /// <param name="repository">The run's repository, the folder that all its worktrees share.</param>
    /// <param name="setting">The part of GIT_CONFIG_PARAMETERS that makes git run this.</param>
    public static string Text(string repository, string setting) =>
        $"#!/bin/sh\n# choo wrote this: git runs it in place of each hook while an agent works.\nrepository={ShellQuote.Of(repository)}\nsetting={ShellQuote.Of(setting)}\n"
        + Body.ReplaceLineEndings("\n");
}
