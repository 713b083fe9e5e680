using Choo.Core.Agents;
using Choo.Core.Forge;

namespace Choo.Core.Routes;

/// <summary>Says on each thread, and once for all reviews, in which commit it was answered. What carries the round's mark already is not said again.</summary>
internal sealed class FeedbackReplies(PullRequestContext context, ForgeFacts facts, PullRequestLog log)
{
    private readonly ForgePatience patience = context.Patience;

    /// <summary>Nothing where the commit answers nothing.</summary>
    public async Task SendAsync(CancellationToken cancellationToken)
    {
        if (log.Known is not { Asked: { } asked, Number: { } number })
        {
            return;
        }

        var mark = PullRequestText.MarkOf(log.Unit.Id, asked.Round);
        var body = PullRequestText.AnswerOf(log.Unit.Id, asked.Round, log.Known.Commit);
        foreach (var item in asked.Items.Where(item => item.Kind.Known == FeedbackKind.Thread && item.Comment is not null))
        {
            await OnceAsync(
                token => HasReplyAsync(number, item.Id, mark, token),
                token => context.Forge.Reviews.ReplyAsync(number, item.Comment!.Value, body, token),
                cancellationToken).ConfigureAwait(false);
        }

        if (asked.Items.Any(item => item.Kind.Known == FeedbackKind.Review))
        {
            await OnceAsync(token => HasCommentAsync(number, mark, token), token => context.Forge.Reviews.CommentAsync(number, body, token), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task OnceAsync(Func<CancellationToken, Task<bool>> isThere, Func<CancellationToken, Task<ForgeAnswer<ForgeComment>>> send, CancellationToken cancellationToken)
    {
        var since = context.Clock.GetUtcNow();
        while (!await isThere(cancellationToken).ConfigureAwait(false))
        {
            var answer = await send(cancellationToken).ConfigureAwait(false);
            if (answer is ForgeAnswer<ForgeComment>.Ok)
            {
                return;
            }

            if (!answer.Problem!.MayPass)
            {
                // The thread may be gone: the work is pushed all the same.
                log.Note(ForgeDiagnostics.Of(answer.Problem!, context.Forge.Repository));
                return;
            }

            await patience.PauseAsync(answer.Problem, since, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<bool> HasReplyAsync(int number, string thread, string mark, CancellationToken cancellationToken)
    {
        var read = await patience.ReadAsync(token => context.Forge.PullRequests.SnapshotAsync([number], token), cancellationToken).ConfigureAwait(false);
        var (me, _, _) = await facts.ReadAsync(cancellationToken).ConfigureAwait(false);
        return read.SelectMany(each => each.Threads).Where(each => each.Id == thread).SelectMany(each => each.Comments)
            .Any(comment => ReviewOpinion.IsOwn(comment, me) && comment.Body.Contains(mark, StringComparison.Ordinal));
    }

    private async Task<bool> HasCommentAsync(int number, string mark, CancellationToken cancellationToken)
    {
        var comments = await patience.ReadAsync(token => context.Forge.Reviews.CommentsAsync(number, token), cancellationToken).ConfigureAwait(false);
        var (me, _, _) = await facts.ReadAsync(cancellationToken).ConfigureAwait(false);
        return comments.Any(comment => ReviewOpinion.IsOwn(comment, me) && comment.Body.Contains(mark, StringComparison.Ordinal));
    }
}
