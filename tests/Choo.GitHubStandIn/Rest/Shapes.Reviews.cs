using System.Text.Json.Nodes;
using Choo.Testing.GitHub.State;

namespace Choo.Testing.GitHub.Rest;

/// <content>Reviews, checks and rules.</content>
internal sealed partial class Shapes
{
    public JsonObject Review(Review review)
    {
        var pull = review.Pull;
        var html = $"{HtmlUrl}/pull/{pull.Number}#pullrequestreview-{review.Id}";
        var url = $"{RepoUrl}/pulls/{pull.Number}";
        return new JsonObject
        {
            ["id"] = review.Id,
            ["node_id"] = NodeIds.Of(review),
            ["user"] = User(review.User),
            ["author_association"] = review.User.Association,
            ["body"] = review.Body,
            ["state"] = review.State,
            ["commit_id"] = review.Commit,
            ["submitted_at"] = Time(review.SubmittedAt),
            ["html_url"] = html,
            ["pull_request_url"] = url,
            ["_links"] = new JsonObject { ["html"] = new JsonObject { ["href"] = html }, ["pull_request"] = new JsonObject { ["href"] = url } },
        };
    }

    public JsonObject ReviewComment(ReviewComment comment)
    {
        var (thread, pull) = (comment.Thread, comment.Thread.Pull);
        var html = $"{HtmlUrl}/pull/{pull.Number}#discussion_r{comment.Id}";
        var url = $"{RepoUrl}/pulls/comments/{comment.Id}";
        var pullUrl = $"{RepoUrl}/pulls/{pull.Number}";
        var made = new JsonObject
        {
            ["id"] = comment.Id,
            ["node_id"] = NodeIds.Of(comment),
            ["pull_request_review_id"] = comment.Review.Id,
            ["user"] = User(comment.User),
            ["author_association"] = comment.User.Association,
            ["body"] = comment.Body,
            ["path"] = thread.Path,
            ["side"] = thread.Side,
            ["start_line"] = thread.IsOutdated ? null : thread.StartLine,
            ["original_line"] = thread.OriginalLine,
            ["original_start_line"] = thread.StartLine,
            ["commit_id"] = thread.Commit,
            ["original_commit_id"] = thread.OriginalCommit,
            ["diff_hunk"] = "",
            ["subject_type"] = "line",
            ["created_at"] = Time(comment.CreatedAt),
            ["updated_at"] = Time(comment.CreatedAt),
            ["url"] = url,
            ["html_url"] = html,
            ["pull_request_url"] = pullUrl,
            ["_links"] = new JsonObject
            {
                ["self"] = new JsonObject { ["href"] = url },
                ["html"] = new JsonObject { ["href"] = html },
                ["pull_request"] = new JsonObject { ["href"] = pullUrl },
            },
        };

        // GitHub answers null where the line is gone, which its description does not allow; left out it reads the same.
        if (thread.Line is { } line)
        {
            made["line"] = line;
        }

        if (comment.ReplyTo is { } first)
        {
            made["in_reply_to_id"] = first.Id;
        }

        return made;
    }

    public JsonObject CheckRun(CheckRun run) => new()
    {
        ["id"] = run.Id,
        ["node_id"] = NodeIds.Of(run),
        ["name"] = run.Name,
        ["head_sha"] = run.Commit,
        ["status"] = run.Status,
        ["conclusion"] = run.Conclusion,
        ["started_at"] = Time(run.StartedAt),
        ["completed_at"] = Time(run.CompletedAt),
        ["url"] = $"{RepoUrl}/check-runs/{run.Id}",
        ["html_url"] = $"{HtmlUrl}/actions/runs/1/job/{run.Id}",
        ["details_url"] = $"{HtmlUrl}/actions/runs/1/job/{run.Id}",
        ["external_id"] = "",
        ["output"] = new JsonObject
        {
            ["title"] = run.Title,
            ["summary"] = run.Summary,
            ["text"] = null,
            ["annotations_count"] = run.Annotations.Count,
            ["annotations_url"] = $"{RepoUrl}/check-runs/{run.Id}/annotations",
        },
        ["pull_requests"] = new JsonArray(),
        ["app"] = run.Log is null ? null : new JsonObject { ["id"] = 15368, ["slug"] = "github-actions", ["name"] = "GitHub Actions", ["owner"] = User(hub.People[hub.Repository.Owner]) },
    };

    public static JsonObject Annotation(CheckAnnotation annotation) => new()
    {
        ["path"] = annotation.Path,
        ["start_line"] = annotation.Line,
        ["end_line"] = annotation.EndLine ?? annotation.Line,
        ["start_column"] = null,
        ["end_column"] = null,
        ["annotation_level"] = annotation.Level,
        ["title"] = annotation.Title,
        ["message"] = annotation.Message,
        ["raw_details"] = null,
        ["blob_href"] = "",
    };

    public JsonObject Status(CommitStatus status) => new()
    {
        ["id"] = status.Id,
        ["node_id"] = NodeIds.Of(status),
        ["context"] = status.Context,
        ["state"] = status.State,
        ["description"] = status.Description,
        ["target_url"] = null,
        ["avatar_url"] = null,
        ["created_at"] = Time(status.CreatedAt),
        ["updated_at"] = Time(status.CreatedAt),
        ["url"] = $"{RepoUrl}/statuses/{status.Commit}",
    };

    public JsonObject Combined(string commit, IReadOnlyList<CommitStatus> statuses, Account viewer) => new()
    {
        ["sha"] = commit,
        ["state"] = CheckStates.Together([.. statuses.Select(status => status.State.ToUpperInvariant())]) switch { "SUCCESS" => "success", null or "PENDING" => "pending", _ => "failure" },
        ["total_count"] = statuses.Count,
        ["repository"] = Repository(viewer),
        ["commit_url"] = $"{RepoUrl}/commits/{commit}",
        ["url"] = $"{RepoUrl}/commits/{commit}/status",
    };

    /// <summary>A branch's rules, one for each kind.</summary>
    public IEnumerable<JsonObject> RulesOf(BranchRules rules)
    {
        if (rules.RequiredChecks.Count > 0)
        {
            yield return Rule("required_status_checks", new JsonObject
            {
                ["required_status_checks"] = new JsonArray([.. rules.RequiredChecks.Select(name => new JsonObject { ["context"] = name })]),
                ["strict_required_status_checks_policy"] = rules.UpToDate,
            });
        }

        if (rules.AsksForPullRequest)
        {
            yield return Rule("pull_request", new JsonObject
            {
                ["allowed_merge_methods"] = new JsonArray([.. rules.Methods.Select(method => JsonValue.Create(method))]),
                ["dismiss_stale_reviews_on_push"] = rules.DismissStale,
                ["require_code_owner_review"] = false,
                ["require_last_push_approval"] = false,
                ["required_approving_review_count"] = rules.Approvals,
                ["required_review_thread_resolution"] = rules.ThreadsResolved,
            });
        }

        if (rules.Queue is { } method)
        {
            yield return Rule("merge_queue", new JsonObject
            {
                ["merge_method"] = method.ToUpperInvariant(),
                ["grouping_strategy"] = "ALLGREEN",
                ["check_response_timeout_minutes"] = 60,
                ["max_entries_to_build"] = 1,
                ["max_entries_to_merge"] = 1,
                ["min_entries_to_merge"] = 1,
                ["min_entries_to_merge_wait_minutes"] = 0,
            });
        }
    }

    public JsonObject Protection(string branch, BranchRules rules)
    {
        var url = $"{RepoUrl}/branches/{branch}/protection/required_status_checks";
        return new JsonObject
        {
            ["url"] = url,
            ["contexts_url"] = $"{url}/contexts",
            ["strict"] = rules.UpToDate,
            ["contexts"] = new JsonArray([.. rules.RequiredChecks.Select(name => JsonValue.Create(name))]),
            ["checks"] = new JsonArray([.. rules.RequiredChecks.Select(name => new JsonObject { ["context"] = name, ["app_id"] = null })]),
        };
    }

    public JsonObject Ref(string branch, string commit) => new()
    {
        ["ref"] = $"refs/heads/{branch}",
        ["node_id"] = NodeIds.Ref(branch),
        ["url"] = $"{RepoUrl}/git/refs/heads/{branch}",
        ["object"] = new JsonObject { ["type"] = "commit", ["sha"] = commit, ["url"] = $"{RepoUrl}/git/commits/{commit}" },
    };

    private JsonObject Rule(string type, JsonObject parameters) => new()
    {
        ["type"] = type,
        ["ruleset_source_type"] = "Repository",
        ["ruleset_source"] = hub.Repository.FullName,
        ["ruleset_id"] = 1,
        ["parameters"] = parameters,
    };
}
