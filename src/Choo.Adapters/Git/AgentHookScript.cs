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
            for line; do
                echo "choo: $line" >&2
            done
            exit 1
        }

        # Renaming a branch has put its log aside by now, and git loses it when the branch stays.
        put_log_back() {
            aside=$common/logs/refs/.tmp-renamed-log
            if [ -f "$aside" ] && [ ! -e "$common/logs/$ref" ]; then
                mkdir -p "$common/logs/${ref%/*}"
                mv "$aside" "$common/logs/$ref"
            fi
        }

        refuse_ref() {
            case $ref in
                refs/heads/*)
                    put_log_back
                    refuse "agents may not move $ref: branches belong to the user." \
                        "Work on the detached HEAD of your worktree; choo lands the work." \
                        "Your files may already be at another commit: look at \`git status\`."
                    ;;
                refs/stash)
                    refuse "agents may not move $ref: all worktrees share one stash, which belongs to the user." \
                        "To put work aside, commit it on the detached HEAD of your worktree."
                    ;;
                refs/tags/*)
                    refuse "agents may not move $ref: tags belong to the user." \
                        "Name commits by their ids; fetch with \`--no-tags\`."
                    ;;
                */*)
                    refuse "agents may not move $ref: all worktrees share it." \
                        "Work on the detached HEAD of your worktree; choo lands the work."
                    ;;
                *)
                    refuse "this agent may not move the $ref of $git_dir." \
                        "Its own is that of ${CHOO_GIT_DIR:-a linked worktree}: work there; choo lands the work."
                    ;;
            esac
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

        # Whether git is at work in the agent's own part of the repository.
        is_own() {
            if [ -n "${CHOO_GIT_DIR-}" ]; then
                [ "$git_dir" -ef "$CHOO_GIT_DIR" ]
            else
                ! [ "$git_dir" -ef "$common" ]
            fi
        }

        # Whether a repository that is named by its path is the run's: one that the agent cloned from it, say, pushes there.
        leads_home() {
            there=$(
                unset GIT_DIR GIT_WORK_TREE GIT_PREFIX GIT_COMMON_DIR
                cd "${1#file://}" 2>/dev/null && cd "$(git rev-parse --git-common-dir 2>/dev/null)" && pwd
            ) && [ "$there" -ef "$repository" ]
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
                is_own || refuse_ref
            done
        }

        case $name in
            pre-push)
                find_repository
                if [ "$common" -ef "$repository" ] || leads_home "$2"; then
                    refuse "agents may not push to a remote: choo lands the work."
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
