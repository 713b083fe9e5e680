using System.Collections.Immutable;
using Choo.Core.Specs.Yaml;

namespace Choo.Core.Configuration;

/// <summary><c>review.*</c>: what counts as a review of a pull request, and how long it is waited for.</summary>
public sealed record ReviewConfig
{
    /// <summary><c>review.timeout</c>: how long a pull request may wait for reviews, checks and its merge.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromHours(2);

    /// <summary><c>review.poll_interval</c>: how often the forge is asked, for all pull requests at once.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary><c>review.required</c>: whether somebody must approve before the merge.</summary>
    public bool IsRequired { get; init; } = true;

    /// <summary><c>review.reactions</c>: whether reactions to the description count: eyes, thumbs up.</summary>
    public bool Reactions { get; init; } = true;

    /// <summary><c>review.formal</c>: whether formal reviews count.</summary>
    public bool Formal { get; init; } = true;

    /// <summary><c>review.authors</c>: the logins whose word counts; empty means owners, members and collaborators of the repository.</summary>
    public ImmutableArray<string> Authors { get; init; } = [];

    internal static ReviewConfig From(ConfigValues values)
    {
        var defaults = new ReviewConfig();
        return new ReviewConfig
        {
            Timeout = values.Duration(TimeSpan.FromTicks(1), "review", "timeout") ?? defaults.Timeout,
            PollInterval = values.Duration(TimeSpan.FromTicks(1), "review", "poll_interval") ?? defaults.PollInterval,
            IsRequired = values.Flag("review", "required") ?? true,
            Reactions = values.Flag("review", "reactions") ?? true,
            Formal = values.Flag("review", "formal") ?? true,
            Authors = values.At("review", "authors") is YamlNode.List ? values.Command("review", "authors") : [],
        };
    }
}
