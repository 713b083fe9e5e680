using System.Net;
using Choo.Core.Forge;
using Xunit;
using static Choo.Adapters.Tests.Forge.ForgeBed;

namespace Choo.Adapters.Tests.Forge;

/// <summary>What branches ask for, and their deletion.</summary>
public class BranchTests
{
    private const string Rules = """
        [{"type":"deletion"},
         {"type":"merge_queue","parameters":{"merge_method":"SQUASH"}},
         {"type":"required_status_checks","parameters":{"required_status_checks":[{"context":"build","integration_id":15368},{"context":"lint"}],"strict_required_status_checks_policy":true}},
         {"type":"pull_request","parameters":{"required_approving_review_count":1,"required_review_thread_resolution":false,"allowed_merge_methods":["merge","squash"]}},
         {"type":"pull_request","parameters":{"required_approving_review_count":2,"required_review_thread_resolution":true,"allowed_merge_methods":["squash","rebase"]}}]
        """;

    private static ForgeBed RulesBed(string rules, Func<HttpResponseMessage> protection) =>
        new(new StubNetwork(sent => sent.Address.AbsolutePath.StartsWith("/repos/octo/app/rules/branches/", StringComparison.Ordinal) ? StubNetwork.Json(rules) : protection()));

    [Fact]
    public async Task All_rules_and_the_protection_count_together()
    {
        using var bed = RulesBed(Rules, Json("""{"strict":false,"contexts":["lint","old"],"checks":[{"context":"lint","app_id":null},{"context":"old","app_id":-1},{"context":"build","app_id":15368}]}"""));
        var rules = Value(await bed.Forge.Branches.RulesAsync("release/1", default));
        Assert.Equal([new RequiredCheck("build", 15368), new RequiredCheck("lint", null), new RequiredCheck("old", null)], rules.RequiredChecks.AsEnumerable());
        Assert.Equal((true, 2, true, true, true), (rules.MustBeUpToDate, rules.Approvals, rules.MustResolveThreads, rules.HasMergeQueue, rules.IsComplete));
        Assert.Equal([MergeMethod.Squash], rules.MergeMethods!.Value.AsEnumerable());
        Assert.Equal(["GET /repos/octo/app/rules/branches/release%2F1?per_page=100", "GET /repos/octo/app/branches/release%2F1/protection/required_status_checks"], bed.Lines);
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, true)]
    [InlineData(HttpStatusCode.Forbidden, false)]
    public async Task Without_protection_or_without_the_right_to_read_it_the_rules_stand_alone(HttpStatusCode status, bool complete)
    {
        using var bed = RulesBed("[]", Json("""{"message":"Branch not protected"}""", status));
        var rules = Value(await bed.Forge.Branches.RulesAsync("main", default));
        Assert.Equal(complete, Value(await bed.Forge.Branches.RulesAsync("next", default)).IsComplete);
        Assert.Equal(complete ? 2 : 1, bed.Lines.Count(line => line.EndsWith("/protection/required_status_checks", StringComparison.Ordinal)));
        Assert.Equal((complete, true, false, null), (rules.IsComplete, rules.RequiredChecks.IsEmpty, rules.HasMergeQueue, rules.MergeMethods));
    }

    [Fact]
    public async Task A_plan_without_rules_has_none()
    {
        using var bed = new ForgeBed(Json("""{"message":"Upgrade to GitHub Pro or make this repository public to enable this feature."}""", HttpStatusCode.Forbidden));
        var rules = Value(await bed.Forge.Branches.RulesAsync("main", default));
        Assert.Equal((false, true, false), (rules.IsComplete, rules.RequiredChecks.IsEmpty, rules.HasMergeQueue));
    }

    [Fact]
    public async Task The_older_form_of_protection_names_contexts_alone()
    {
        using var bed = RulesBed("[]", Json("""{"strict":true,"contexts":["ci"]}"""));
        var rules = Value(await bed.Forge.Branches.RulesAsync("main", default));
        Assert.Equal((new RequiredCheck("ci", null), true), (Assert.Single(rules.RequiredChecks), rules.MustBeUpToDate));
    }

    [Fact]
    public async Task A_tip_is_found_or_there_is_none()
    {
        using var bed = new ForgeBed(Json("""{"ref":"refs/heads/choo/a b","object":{"sha":"c1","type":"commit"}}"""), Json("""{"message":"Not Found"}""", HttpStatusCode.NotFound));
        Assert.Equal("c1", Value(await bed.Forge.Branches.TipAsync("choo/a b", default)));
        Assert.Null(Value(await bed.Forge.Branches.TipAsync("gone", default)));
        Assert.Equal("GET /repos/octo/app/git/ref/heads/choo/a%20b", bed.Lines.First());
    }

    [Theory]
    [InlineData("c1", HttpStatusCode.NoContent, null, 2)]
    [InlineData("other", HttpStatusCode.NoContent, typeof(ForgeFailure.StaleHead), 1)]
    [InlineData(null, HttpStatusCode.NoContent, null, 1)]
    [InlineData("c1", HttpStatusCode.Forbidden, typeof(ForgeFailure.Forbidden), 2)]
    [InlineData("c1", HttpStatusCode.UnprocessableEntity, typeof(ForgeFailure.Invalid), 3)]
    public async Task A_branch_is_deleted_only_where_it_is_at_the_commit(string? at, HttpStatusCode answer, Type? expected, int requests)
    {
        using var bed = new ForgeBed(new StubNetwork(sent => sent.Method == "DELETE" ? StubNetwork.Json("", answer)
            : at is null ? StubNetwork.Empty(HttpStatusCode.NotFound) : StubNetwork.Json($$"""{"ref":"refs/heads/choo/a","object":{"sha":"{{at}}"} }""")));
        Assert.Equal(expected, (await bed.Forge.Branches.DeleteAsync("choo/a", "c1", default))?.GetType());
        Assert.Equal(requests, bed.Network.Requests.Count);
        Assert.Equal(requests > 1, bed.Lines.Contains("DELETE /repos/octo/app/git/refs/heads/choo/a"));
    }

    [Fact]
    public async Task One_that_somebody_else_deleted_is_gone_all_the_same()
    {
        var deleted = false;
        using var bed = new ForgeBed(new StubNetwork(sent =>
        {
            deleted |= sent.Method == "DELETE";
            return sent.Method == "DELETE" ? StubNetwork.Json("""{"message":"Reference does not exist"}""", HttpStatusCode.UnprocessableEntity)
                : deleted ? StubNetwork.Empty(HttpStatusCode.NotFound) : StubNetwork.Json("""{"object":{"sha":"c1"}}""");
        }));
        Assert.Null(await bed.Forge.Branches.DeleteAsync("choo/a", "c1", default));
    }
}
