using System.Text.Json;
using Choo.Packages.Tests.Surroundings;
using Choo.Testing;
using Xunit;

namespace Choo.Packages.Tests;

/// <summary>Six units in a diamond, in a repository that is not choo's, by the installed tool.</summary>
[Collection(InstalledToolCollection.Name)]
public sealed class DiamondTests(InstalledTool tool)
{
    private static readonly string[] Units = ["api", "app", "core", "parser", "store", "web"];

    [LinuxTheory]
    [InlineData("dotnet", "choo", "run")]
    [InlineData("dotnet-choo", "run", "-p", "2")]
    public async Task It_lands_whole_and_leaves_nothing_behind(string program, params string[] arguments)
    {
        using var site = new Site(tool).Diamond();
        var before = site.Repo.Tip();

        var finished = await new Program(program, site.Repo.Root, site.Environment).RunAsync(arguments, CancellationToken.None);

        finished.Exits(0);
        var journal = site.Journal();
        Aftermath.EverythingLanded(site, before, journal.Run);
        Aftermath.NothingIsLeft(site, journal.Run);
        Assert.Equal(12, site.Starts().Length);
        Assert.Equal(12, site.Starts().Distinct().Count());
    }

    [LinuxFact]
    public async Task The_table_goes_to_standard_output_and_the_progress_to_standard_error()
    {
        using var site = new Site(tool).Diamond();

        var finished = await site.RunAsync(CancellationToken.None, "run");

        finished.Exits(0);
        Assert.StartsWith("unit", finished.Lines[0], StringComparison.Ordinal);
        foreach (var unit in Units)
        {
            var row = Assert.Single(finished.Lines, line => line.StartsWith($"{unit} ", StringComparison.Ordinal));
            Assert.Contains("complete", row, StringComparison.Ordinal);
            Assert.Contains($"{unit}", finished.Error, StringComparison.Ordinal);
        }

        Assert.Contains("6 of 6 units complete; 12 attempts", finished.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', finished.Output + finished.Error);
        Assert.DoesNotContain("error", finished.Error, StringComparison.Ordinal);
    }

    [LinuxFact]
    [Incident("W22", "before and after a run")]
    public async Task Status_tells_of_each_unit_before_and_after()
    {
        using var site = new Site(tool).Diamond();

        var before = await site.JsonAsync(0, CancellationToken.None, "status", "--json");
        (await site.RunAsync(CancellationToken.None, "run")).Exits(0);
        var after = await site.JsonAsync(0, CancellationToken.None, "status", "--json");

        Assert.Equal(("none", JsonValueKind.Null), (Text(before, "state"), before.GetProperty("run").ValueKind));
        Assert.Equal((1, "complete", site.Journal().Run), (Number(after, "schema"), Text(after, "state"), Text(after, "run")));
        Assert.Equal(Units, after.GetProperty("units").EnumerateArray().Select(unit => Text(unit, "id")));
        foreach (var unit in after.GetProperty("units").EnumerateArray())
        {
            Assert.Equal(("complete", 2, 2, 2), (Text(unit, "state"), Number(unit, "tasks_complete"), Number(unit, "tasks_total"), Number(unit, "attempts")));
            Assert.Equal(0, site.Repo.TryGit(site.Repo.Root, "merge-base", "--is-ancestor", Text(unit, "commit"), "main").Code);
            Assert.Equal(0, unit.GetProperty("blocked_by").GetArrayLength());
        }
    }

    [LinuxFact]
    public async Task The_plan_has_levels_an_order_and_a_critical_path()
    {
        using var site = new Site(tool).Diamond();

        var plan = await site.JsonAsync(0, CancellationToken.None, "plan", "--json");

        Assert.Equal(1, Number(plan, "schema"));
        Assert.Equal(["core", "parser store web", "api", "app"], plan.GetProperty("levels").EnumerateArray().Select(level => string.Join(' ', Texts(level))));
        Assert.Equal(["core", "parser", "api", "app"], Texts(plan.GetProperty("critical_path")));
        Assert.Equal(6, plan.GetProperty("order").GetArrayLength());
        var api = plan.GetProperty("units").EnumerateArray().Single(unit => Text(unit, "id") == "api");
        Assert.Equal(("specs/tasks/api", 2, "claude"), (Text(api, "path"), Number(api, "level"), Text(api, "provider")));
        Assert.Equal(["parser", "store"], Texts(api.GetProperty("depends_on")));
        var task = api.GetProperty("tasks")[1];
        Assert.Equal((2, "Step 2", "02-step.md", "pending", "test -f api-02-step.txt"), (Number(task, "number"), Text(task, "title"), Text(task, "file"), Text(task, "status"), Text(task, "backpressure")));
        Assert.Equal(0, task.GetProperty("depends_on").GetArrayLength());
    }

    [LinuxFact]
    public async Task Complete_units_stay_in_the_plan_and_take_no_level()
    {
        using var site = new Site(tool).Diamond();
        (await site.RunAsync(CancellationToken.None, "run", "--unit", "parser")).Exits(0);

        var plan = await site.JsonAsync(0, CancellationToken.None, "plan", "--json");

        var status = plan.GetProperty("units").EnumerateArray().ToDictionary(unit => Text(unit, "id"), unit => unit.GetProperty("level").ValueKind);
        Assert.Equal(6, status.Count);
        Assert.Equal(JsonValueKind.Null, status["core"]);
        Assert.Equal(JsonValueKind.Null, status["parser"]);
        Assert.Equal(["store web", "api", "app"], plan.GetProperty("levels").EnumerateArray().Select(level => string.Join(' ', Texts(level))));
    }

    [LinuxFact]
    public async Task Validation_counts_what_is_right_and_places_what_is_wrong()
    {
        using var site = new Site(tool).Diamond();

        var right = await site.JsonAsync(0, CancellationToken.None, "validate", "--json");
        var path = "specs/tasks/web/02-step.md";
        site.Repo.Write(path, site.Repo.Read(path).Replace("status: pending", "status: halfway", StringComparison.Ordinal));
        var wrong = await site.JsonAsync(2, CancellationToken.None, "validate", "--json");

        Assert.Equal((1, 6, 12, 0), (Number(right, "schema"), Number(right, "units"), Number(right, "tasks"), right.GetProperty("diagnostics").GetArrayLength()));
        var problem = Assert.Single(wrong.GetProperty("diagnostics").EnumerateArray());
        Assert.Equal(("error", path, 3, 9), (Text(problem, "severity"), Text(problem, "file"), Number(problem, "line"), Number(problem, "column")));
        Assert.StartsWith("CHOO1", Text(problem, "code"), StringComparison.Ordinal);
        Assert.Contains("halfway", Text(problem, "message"), StringComparison.Ordinal);
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";

    private static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();

    private static IEnumerable<string> Texts(JsonElement list) => list.EnumerateArray().Select(text => text.GetString()!);
}
