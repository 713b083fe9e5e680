using System.Net;
using Choo.Core.Forge;
using Xunit;
using static Choo.Adapters.Tests.Forge.ForgeBed;

namespace Choo.Adapters.Tests.Forge;

/// <summary>Whose the token is and what it may do.</summary>
public class AccessTests
{
    [Fact]
    public async Task A_job_or_an_app_is_nobodys_user_and_has_a_name_all_the_same()
    {
        using var bed = new ForgeBed(
            Json("""{"message":"Resource not accessible by integration"}""", HttpStatusCode.Forbidden), Json("""{"data":{"viewer":{"login":"github-actions","__typename":"Bot"}}}"""));
        Assert.Equal(new ForgeUser("github-actions[bot]", true), Value(await bed.Forge.WhoAmIAsync(default)));
    }

    [Fact]
    public async Task The_repository_says_who_may_push_and_how_it_merges()
    {
        using var bed = new ForgeBed(
            Json("""{"default_branch":"main","private":false,"permissions":{"push":true,"admin":false},"allow_merge_commit":false,"allow_squash_merge":true,"allow_rebase_merge":true}"""),
            Json("""{"default_branch":"main","private":true}"""));
        var may = Value(await bed.Forge.DescribeAsync(default));
        var mayNot = Value(await bed.Forge.DescribeAsync(default));
        Assert.Equal(("main", true, true), (may.DefaultBranch, may.IsPublic, may.CanPush));
        Assert.Equal([MergeMethod.Squash, MergeMethod.Rebase], may.MergeMethods.AsEnumerable());
        Assert.Equal((false, false, true), (mayNot.IsPublic, mayNot.CanPush, mayNot.MergeMethods.IsEmpty));
        Assert.Equal("GET /repos/octo/app", bed.Lines.First());
    }
}
