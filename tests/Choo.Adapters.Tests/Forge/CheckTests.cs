using System.Net;
using System.Text;
using Choo.Adapters.Forge.GitHub;
using Choo.Core.Forge;
using Xunit;
using static Choo.Adapters.Tests.Forge.ForgeBed;

namespace Choo.Adapters.Tests.Forge;

/// <summary>Checks, statuses, annotations and logs.</summary>
public class CheckTests
{
    [Fact]
    public async Task Checks_of_all_pages_and_statuses_are_one_answer()
    {
        using var bed = new ForgeBed(new StubNetwork(sent => sent.Line switch
        {
            "GET /repos/octo/app/commits/c1/check-runs?per_page=100" => StubNetwork.Json(
                """{"total_count":2,"check_runs":[{"id":11,"name":"build","status":"completed","conclusion":"failure","html_url":"https://x/11","started_at":"2026-03-02T08:00:00Z","app":{"id":15368,"slug":"github-actions"}}]}""",
                HttpStatusCode.OK, ("Link", "<https://api.github.com/repositories/1/commits/c1/check-runs?page=2>; rel=\"next\", <https://api.github.com/x>; rel=\"last\"")),
            "GET /repositories/1/commits/c1/check-runs?page=2" => StubNetwork.Json("""{"total_count":2,"check_runs":[{"id":12,"name":"docs","status":"queued","conclusion":null,"html_url":null,"details_url":null,"started_at":null,"app":null}]}"""),
            "GET /repos/octo/app/commits/c1/status?per_page=100" => StubNetwork.Json("""{"state":"pending","statuses":[{"context":"ci/old","state":"error","description":null,"target_url":null},{"context":"ci/new","state":"success","description":"good","target_url":"https://y"}]}"""),
            _ => StubNetwork.Empty(HttpStatusCode.NotFound),
        }));
        var checks = Value(await bed.Forge.Checks.OfAsync("c1", default));
        Assert.Equal(
            [new CheckRun(11, "build", "github-actions", 15368, CheckState.Failed, "https://x/11", Start), new CheckRun(12, "docs", "", null, CheckState.Waiting, null, null)], checks.Runs.AsEnumerable());
        Assert.Equal([new CommitStatus("ci/old", CheckState.Failed, "", null), new CommitStatus("ci/new", CheckState.Passed, "good", "https://y")], checks.Statuses.AsEnumerable());
    }

    [Theory]
    [InlineData("queued", null, CheckState.Waiting)]
    [InlineData("requested", null, CheckState.Waiting)]
    [InlineData("in_progress", null, CheckState.Running)]
    [InlineData("completed", "success", CheckState.Passed)]
    [InlineData("completed", "neutral", CheckState.Neutral)]
    [InlineData("completed", "skipped", CheckState.Skipped)]
    [InlineData("completed", "cancelled", CheckState.Cancelled)]
    [InlineData("completed", "stale", CheckState.Cancelled)]
    [InlineData("completed", "timed_out", CheckState.TimedOut)]
    [InlineData("completed", "action_required", CheckState.ActionRequired)]
    [InlineData("completed", "startup_failure", CheckState.Failed)]
    [InlineData("completed", "something new", CheckState.Failed)]
    [InlineData("something new", null, CheckState.Waiting)]
    public void A_word_that_is_not_known_never_passes(string status, string? conclusion, CheckState expected) => Assert.Equal(expected, Words.Check(status, conclusion));

    [Fact]
    public async Task Annotations_have_their_lines()
    {
        using var bed = new ForgeBed(Json("""[{"path":"src/A.cs","start_line":3,"end_line":4,"annotation_level":"failure","title":null,"message":"CS0103","raw_details":null}]"""));
        Assert.Equal([new CheckAnnotation("src/A.cs", 3, 4, "failure", "", "CS0103")], Value(await bed.Forge.Checks.AnnotationsAsync(11, default)).AsEnumerable());
        Assert.Equal(["GET /repos/octo/app/check-runs/11/annotations?per_page=100"], bed.Lines);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(LogTailHandler.Kept)]
    [InlineData(LogTailHandler.Kept + 1)]
    [InlineData(3 * LogTailHandler.Kept)]
    [InlineData((5 * LogTailHandler.Kept) - 7)]
    public async Task Of_a_log_its_end_is_kept_in_whole_lines(int length)
    {
        var text = new StringBuilder();
        for (var line = 0; text.Length < length; line++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"line {line}\n");
        }

        text.Length = length;
        var whole = text.ToString();
        using var bed = new ForgeBed(() => StubNetwork.Empty(HttpStatusCode.Found, ("Location", "https://logs.example.com/1")), () => StubNetwork.Text(whole));
        var tail = Value(await bed.Forge.Checks.LogTailAsync(11, default));
        Assert.Equal("GET /repos/octo/app/actions/jobs/11/logs", bed.Lines.First());
        Assert.EndsWith(tail, whole, StringComparison.Ordinal);
        if (length <= LogTailHandler.Kept)
        {
            Assert.Equal(whole, tail);
        }
        else
        {
            Assert.InRange(tail.Length, LogTailHandler.Kept - 20, LogTailHandler.Kept);
            Assert.Equal('\n', whole[^(tail.Length + 1)]);
        }
    }
}
