using System.Net;
using Choo.Core.Forge;
using Xunit;
using static Choo.Adapters.Tests.Forge.ForgeBed;

namespace Choo.Adapters.Tests.Forge;

/// <summary>Comments, replies and reviews.</summary>
public class ReviewTests
{
    [Fact]
    public async Task Comments_and_replies_are_written_where_they_belong()
    {
        using var bed = new ForgeBed(Json("""{"id":3000000002,"body":"text","user":{"login":"choo[bot]","type":"Bot"},"author_association":"COLLABORATOR","created_at":"2026-03-02T08:00:00Z"}""", HttpStatusCode.Created));
        var written = Value(await bed.Forge.Reviews.CommentAsync(7, "text", default));
        Assert.Equal(new ForgeComment(3000000002, new ForgeUser("choo[bot]", true), AuthorAssociation.Collaborator, "text", Start), written);
        Value(await bed.Forge.Reviews.ReplyAsync(7, 3000000001, "done in c2", default));
        Assert.Equal(
            ["""POST /repos/octo/app/issues/7/comments {"body":"text"}""", """POST /repos/octo/app/pulls/7/comments/3000000001/replies {"body":"done in c2"}"""],
            bed.Network.Requests.Select(each => $"{each.Line} {each.Body}"));
    }

    [Fact]
    public async Task A_review_has_its_comments_on_the_lines_of_the_new_side()
    {
        using var bed = new ForgeBed(Json("""{"id":1,"state":"COMMENTED"}"""));
        Assert.Null(await bed.Forge.Reviews.SubmitAsync(7, new NewReview("c1", "Two findings", [new("src/A.cs", 3, "null?"), new("src/B.cs", 9, "dead", FirstLine: 5)]), default));
        Assert.Equal(
            """
            {"commit_id":"c1","body":"Two findings","event":"COMMENT","comments":[{"path":"src/A.cs","body":"null?","line":3,"side":"RIGHT"},{"path":"src/B.cs","body":"dead","line":9,"side":"RIGHT","start_line":5,"start_side":"RIGHT"}]}
            """.Trim(),
            bed.Network.Requests[0].Body);
    }

    [Fact]
    public async Task A_thread_is_resolved_by_its_own_name()
    {
        using var bed = new ForgeBed(Json("""{"data":{"resolveReviewThread":{"clientMutationId":null}}}"""));
        Assert.Null(await bed.Forge.Reviews.ResolveAsync("PRRT_1", default));
        Assert.Equal("""{"query":"mutation($id: ID!) { resolveReviewThread(input: {threadId: $id}) { clientMutationId } }","variables":{"id":"PRRT_1"}}""", bed.Network.Requests[0].Body);
    }
}
