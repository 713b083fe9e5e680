using System.Collections.Immutable;

namespace Choo.Core.Forge;

/// <summary>Why a forge did not do what it was asked. A closed set. Texts are the forge's own, without secrets, at most a few lines.</summary>
public abstract record ForgeFailure
{
    private ForgeFailure()
    {
    }

    /// <summary>Whether time may mend it: a limit that ends, a forge that is away, an answer that was lost.</summary>
    internal bool MayPass => this is RateLimited or Unavailable or AnswerLost;

    /// <summary>It does not exist, or the token may not see it: a forge tells no difference.</summary>
    /// <param name="What">What was asked for.</param>
    public sealed record NotFound(string What) : ForgeFailure;

    /// <summary>The token lacks a permission.</summary>
    /// <param name="Message">The forge's words.</param>
    /// <param name="Permission">What the token needs, as the forge names it (<c>pull_requests=write</c>); null when it did not say.</param>
    public sealed record Forbidden(string Message, string? Permission) : ForgeFailure;

    /// <summary>The token is wrong, expired or revoked.</summary>
    /// <param name="Message">The forge's words.</param>
    public sealed record TokenRefused(string Message) : ForgeFailure;

    /// <summary>A branch is not at the commit that the request named; nothing was done.</summary>
    /// <param name="Message">The forge's words, or where the branch is.</param>
    public sealed record StaleHead(string Message) : ForgeFailure;

    /// <summary>The pull request cannot be merged as it is: a conflict, a draft, or a rule of the branch that is not met.</summary>
    /// <param name="Message">The forge's words.</param>
    public sealed record NotMergeable(string Message) : ForgeFailure;

    /// <summary>The pull request cannot be rebased, though it may merge: one of its merges resolved a conflict.</summary>
    /// <param name="Message">The forge's words.</param>
    public sealed record NotRebaseable(string Message) : ForgeFailure;

    /// <summary>What was to be made is there already.</summary>
    /// <param name="Message">The forge's words.</param>
    public sealed record AlreadyExists(string Message) : ForgeFailure;

    /// <summary>The request itself is wrong.</summary>
    /// <param name="Messages">The forge's words, one for each mistake; at least one.</param>
    public sealed record Invalid(ImmutableArray<string> Messages) : ForgeFailure;

    /// <summary>A limit of the forge, or the part of the quota that is left for the person, is reached; nothing was done.</summary>
    /// <param name="Until">When the next request may be made.</param>
    /// <param name="Message">Which limit.</param>
    public sealed record RateLimited(DateTimeOffset Until, string Message) : ForgeFailure;

    /// <summary>The forge cannot be reached or does not work just now. Nothing was done, or doing it again does no harm.</summary>
    /// <param name="Message">What happened.</param>
    public sealed record Unavailable(string Message) : ForgeFailure;

    /// <summary>The answer was lost, and the request may have been carried out: look before it is made again.</summary>
    /// <param name="Message">What happened.</param>
    public sealed record AnswerLost(string Message) : ForgeFailure;

    /// <summary>Refused for another reason.</summary>
    /// <param name="Message">The forge's words, with the status.</param>
    public sealed record Refused(string Message) : ForgeFailure;
}
