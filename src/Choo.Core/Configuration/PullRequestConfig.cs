using System.Collections.Immutable;
using Choo.Core.Forge;
using Choo.Core.Specs.Yaml;

namespace Choo.Core.Configuration;

/// <summary><c>pull_request.*</c>: how pull requests are opened and merged.</summary>
public sealed record PullRequestConfig
{
    /// <summary><c>pull_request.auto_merge</c>: whether choo merges what is approved and green; otherwise a person does.</summary>
    public bool AutoMerge { get; init; } = true;

    /// <summary><c>pull_request.merge_method</c>: how the commits come into the target, where the branch's rules allow it.</summary>
    public MergeMethod Method { get; init; } = MergeMethod.Squash;

    /// <summary><c>pull_request.draft</c>: whether it is opened as a draft; a person marks it as ready then.</summary>
    public bool IsDraft { get; init; }

    /// <summary><c>pull_request.stack</c>: whether a unit begins on the open pull request of the one that it depends on, and does not wait for its merge.</summary>
    public bool Stack { get; init; }

    /// <summary><c>pull_request.labels</c>: labels that it gets.</summary>
    public ImmutableArray<string> Labels { get; init; } = [];

    /// <summary><c>pull_request.reviewers</c>: logins, and teams as <c>organisation/team</c>, that are asked for a review.</summary>
    public ImmutableArray<string> Reviewers { get; init; } = [];

    /// <summary><c>pull_request.milestone</c>: the title of an open milestone; null for none.</summary>
    public string? Milestone { get; init; }

    /// <summary><c>pull_request.template</c>: a file of the repository with placeholders that descriptions are made of; null for none.</summary>
    public string? Template { get; init; }

    /// <summary><c>pull_request.feedback_rounds</c>: how often an agent may answer feedback before a person has to, 0 or more.</summary>
    public int FeedbackRounds { get; init; } = 3;

    /// <summary><c>pull_request.check_start</c>: how long a required check may take to start, and how long one that ran before is waited for where none is required.</summary>
    public TimeSpan CheckStart { get; init; } = TimeSpan.FromMinutes(10);

    internal static PullRequestConfig From(ConfigValues values)
    {
        var defaults = new PullRequestConfig();
        return new PullRequestConfig
        {
            AutoMerge = values.Flag("pull_request", "auto_merge") ?? true,
            Method = values.Text("pull_request", "merge_method") switch
            {
                "merge" => MergeMethod.Merge,
                "rebase" => MergeMethod.Rebase,
                _ => MergeMethod.Squash,
            },
            IsDraft = values.Flag("pull_request", "draft") ?? false,
            Stack = values.Flag("pull_request", "stack") ?? false,
            Labels = Texts(values, "labels"),
            Reviewers = Texts(values, "reviewers"),
            Milestone = values.Text("pull_request", "milestone"),
            Template = values.Text("pull_request", "template"),
            FeedbackRounds = values.Number(0, "pull_request", "feedback_rounds") ?? defaults.FeedbackRounds,
            CheckStart = values.Duration(TimeSpan.FromTicks(1), "pull_request", "check_start") ?? defaults.CheckStart,
        };
    }

    private static ImmutableArray<string> Texts(ConfigValues values, string key) =>
        values.At("pull_request", key) is YamlNode.List ? values.Command("pull_request", key) : [];
}
