using Choo.Adapters.Processes;
using Choo.Core.Diagnostics;
using Choo.Core.Ports;

namespace Choo.Adapters.Git;

/// <summary>
/// A remote over git's own transport, with the credentials that git has and, where those do not do, with choo's token. No ref of the repository
/// moves: fetched commits are there without one.
/// </summary>
/// <param name="git">git in the repository.</param>
/// <param name="name">git's name for the remote.</param>
/// <param name="withToken">git with choo's token; null where the remote gets none.</param>
public sealed class GitRemote(GitCall git, string name, GitCall? withToken = null) : IRemote
{
    private const string Heads = "refs/heads/";

    // git's words where a server asked for credentials, or for other ones; a private repository is not there for those who may not see it.
    private static readonly string[] Unauthorized =
    [
        "Authentication failed", "could not read Username", "could not read Password", "Invalid username or", "error: 401", "error: 403", "Repository not found", "' not found",
    ];

    // git's and ssh's words where there is no connection, or it broke; a refusal has others.
    private static readonly string[] Unreachable =
    [
        "Could not resolve host", "Couldn't resolve host", "Could not resolve hostname", "Connection refused", "Connection timed out", "Connection reset", "Operation timed out",
        "Network is unreachable", "No route to host", "Failed to connect", "early EOF", "unexpected disconnect", "remote end hung up", "RPC failed", "HTTP 5", "error: 5", "error: 429", "temporarily unavailable",
        "Connection was reset", "Connection closed by", "Empty reply from server", "Could not resolve proxy", "SSL_ERROR_SYSCALL", "SSL/TLS connection failed", "gnutls_handshake",
        "TLS connection was non-properly terminated", "Operation too slow", "Broken pipe",
    ];

    private readonly GitCall own = withToken is null ? git : TokenHelper.Unasked(git);
    private volatile bool usesToken;

    /// <inheritdoc/>
    public async Task<string?> FetchAsync(string branch, CancellationToken cancellationToken)
    {
        var tip = await TipAsync(branch, cancellationToken).ConfigureAwait(false);
        if (tip is null || await CommitReads.IsHereAsync(git, tip, cancellationToken).ConfigureAwait(false))
        {
            return tip;
        }

        await AskAsync(cancellationToken, "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", "--no-auto-maintenance", "--refmap=", name, Heads + branch).ConfigureAwait(false);
        return await CommitReads.IsHereAsync(git, tip, cancellationToken).ConfigureAwait(false)
            ? tip
            : throw new PortException(DiagnosticCodes.ForgeUnavailable.Because($"the branch {branch} of the remote {name} moved while it was fetched"));
    }

    /// <inheritdoc/>
    public async Task<string?> TipAsync(string branch, CancellationToken cancellationToken)
    {
        var listed = await AskAsync(cancellationToken, "ls-remote", "--quiet", name, Heads + branch).ConfigureAwait(false);
        var line = listed.Split('\n').Select(each => each.Split('\t')).FirstOrDefault(parts => parts is [_, var named] && named == Heads + branch);
        return line?[0];
    }

    /// <inheritdoc/>
    public async Task<bool> PushAsync(string branch, string commit, string? expected, CancellationToken cancellationToken)
    {
        if (!branch.StartsWith(ChooRefs.Branch(""), StringComparison.Ordinal))
        {
            throw new ArgumentException($"{branch} is no branch of choo's", nameof(branch));
        }

        return await PushAsync(["push", "--porcelain", "--no-verify", "--no-follow-tags", $"--force-with-lease={Heads}{branch}:{expected}", name, $"{commit}:{Heads}{branch}"], branch, commit, (tip, _) => tip == expected, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<bool> AdvanceAsync(string branch, string commit, CancellationToken cancellationToken) =>
        PushAsync(["push", "--porcelain", "--no-verify", "--no-follow-tags", name, $"{commit}:{Heads}{branch}"], branch, commit, (tip, capture) => tip is null || capture.Text.Contains("[remote rejected]", StringComparison.Ordinal), cancellationToken);

    /// <summary>Pushes; false where the branch is elsewhere, unless the refusal is for good.</summary>
    private async Task<bool> PushAsync(string[] arguments, string branch, string commit, Func<string?, Capture, bool> isForGood, CancellationToken cancellationToken)
    {
        var capture = await CallAsync(arguments, cancellationToken).ConfigureAwait(false);
        if (capture.Succeeded)
        {
            return true;
        }

        // The answer may have been lost after the push was taken.
        var refused = capture.Text.Contains("[rejected]", StringComparison.Ordinal) || capture.Text.Contains("[remote rejected]", StringComparison.Ordinal);
        if (!refused)
        {
            throw Failure(capture, arguments);
        }

        var tip = await TipAsync(branch, cancellationToken).ConfigureAwait(false);
        return tip == commit || (isForGood(tip, capture) ? throw Failure(capture, arguments) : false);
    }

    private async Task<string> AskAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        var capture = await CallAsync(arguments, cancellationToken).ConfigureAwait(false);
        return capture.Succeeded ? capture.Text.TrimEnd('\n') : throw Failure(capture, arguments);
    }

    /// <summary>What the person's credentials may not do is done with the token, from then on.</summary>
    private async Task<Capture> CallAsync(string[] arguments, CancellationToken cancellationToken)
    {
        if (!usesToken)
        {
            var capture = await own.TryAsync(cancellationToken, arguments).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            if (capture.Succeeded || withToken is null || !Unauthorized.Any(words => capture.Stderr.Contains(words, StringComparison.OrdinalIgnoreCase)))
            {
                return capture;
            }

            usesToken = true;
        }

        var again = await withToken!.TryAsync(cancellationToken, arguments).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return again;
    }

    private PortException Failure(Capture capture, string[] arguments)
    {
        var failure = git.Failure(capture, arguments);
        return Unreachable.Any(words => capture.Stderr.Contains(words, StringComparison.OrdinalIgnoreCase))
            ? new PortException(DiagnosticCodes.ForgeUnavailable.Because(failure.Diagnostic.Message))
            : failure;
    }
}
