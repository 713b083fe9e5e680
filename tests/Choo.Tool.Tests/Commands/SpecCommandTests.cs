using System.Text.Json;
using Choo.Testing;
using Xunit;

namespace Choo.Tool.Tests.Commands;

public sealed class SpecCommandTests
{
    [Fact]
    public async Task Validate_lists_every_problem_and_counts_them()
    {
        using var test = Specs(broken: true);
        Assert.Equal(2, await test.RunAsync("validate"));
        Assert.Contains("specs/tasks/api/01-step.md(3,9): error CHOO1", test.Out, StringComparison.Ordinal);
        Assert.Matches(@"\n2 units, \d tasks?: \d errors?", test.Out);
        Assert.Empty(test.Error);
    }

    [Fact]
    public async Task Validate_json_has_the_shape_that_was_promised()
    {
        using var test = Specs(broken: true);
        Assert.Equal(2, await test.RunAsync("validate --json"));
        using var document = JsonDocument.Parse(test.Out);
        Assert.Equal(1, document.RootElement.GetProperty("schema").GetInt32());
        Assert.Equal(2, document.RootElement.GetProperty("units").GetInt32());
        var first = document.RootElement.GetProperty("diagnostics")[0];
        Assert.Equal(["code", "severity", "file", "line", "column", "message"], first.EnumerateObject().Select(property => property.Name));
    }

    [Fact]
    public async Task Plan_shows_levels_agents_gates_and_the_critical_path()
    {
        using var test = Specs(broken: false);
        Assert.Equal(0, await test.RunAsync("plan"));
        Golden.Verify(test.Out, "Plan.text");
    }

    [Fact]
    public async Task A_plan_for_a_feature_says_where_units_go_and_how_the_run_ends()
    {
        using var test = Specs(broken: false);
        Assert.Equal(0, await test.RunAsync("plan --feature shop -t main"));
        Assert.StartsWith("2 units with 2 tasks to do onto feature/shop", test.Out, StringComparison.Ordinal);
        Assert.EndsWith(
            "\n\nFeature: feature/shop, made from main where there is none\nAt the end one pull request from feature/shop to main, where there is a forge\n", test.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_json_is_one_document()
    {
        using var test = Specs(broken: false);
        Assert.Equal(0, await test.RunAsync("plan --json"));
        using var document = JsonDocument.Parse(test.Out);
        Assert.Equal(["core", "api"], document.RootElement.GetProperty("order").EnumerateArray().Select(id => id.GetString()));
    }

    [Fact]
    public async Task Plan_tells_priorities_efforts_and_locks()
    {
        using var test = Specs(broken: false);
        test.Folder.Write("specs/tasks/core/IMPLEMENTATION_PLAN.md", "---\nunit: core\npriority: P1\neffort: s\nlocks: [db, port]\n---\n");
        Assert.Equal(0, await test.RunAsync("plan"));
        Assert.Contains(", claude, P1, effort s, locks db and port)\n", test.Out, StringComparison.Ordinal);
        Assert.Equal(0, await test.RunAsync("plan --json"));
        Assert.Contains("\"priority\": \"P1\",\n      \"effort\": \"s\",\n      \"locks\": [\n        \"db\",\n        \"port\"\n      ]", test.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_of_broken_specs_is_an_empty_document_and_exit_2()
    {
        using var test = Specs(broken: true);
        Assert.Equal(2, await test.RunAsync("plan --json"));
        using var document = JsonDocument.Parse(test.Out);
        Assert.Equal(0, document.RootElement.GetProperty("units").GetArrayLength());
        Assert.Contains("error CHOO1", test.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_positional_folder_wins_over_the_option()
    {
        using var test = Specs(broken: false);
        Assert.Equal(0, await test.RunAsync("validate specs/tasks --tasks nowhere"));
        Assert.Equal(2, await test.RunAsync("validate --tasks nowhere"));
    }

    [Fact]
    public async Task Prompt_puts_the_prompt_alone_on_standard_output()
    {
        using var test = Specs(broken: false);
        Assert.Equal(0, await test.RunAsync("prompt core --task 1"));
        Assert.Contains("specs/tasks/core/01-step.md", test.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("---  #1", test.Out, StringComparison.Ordinal);
        Assert.Contains("--- #1 Step of core (01-step.md)", test.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prompt_of_an_unknown_unit_names_the_nearest()
    {
        using var test = Specs(broken: false);
        Assert.Equal(2, await test.RunAsync("prompt coer"));
        Assert.Contains("did you mean 'core'?", test.Error, StringComparison.Ordinal);
        Assert.Empty(test.Out);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("resume")]
    [InlineData("run -n")]
    [InlineData("cleanup")]
    public async Task Outside_of_a_repository_commands_that_need_one_say_so(string line)
    {
        using var test = Specs(broken: false);
        Assert.Equal(2, await test.RunAsync(line));
        Assert.Contains("error CHOO2002", test.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_outside_of_a_repository_finds_that()
    {
        using var test = new TestConsole();
        Assert.Equal(2, await test.RunAsync("doctor --json"));
        using var document = JsonDocument.Parse(test.Out);
        Assert.Equal("error", document.RootElement.GetProperty("findings")[0].GetProperty("state").GetString());
    }

    private static TestConsole Specs(bool broken)
    {
        var test = new TestConsole();
        Write(test, "core", "[]", "pending");
        Write(test, "api", "[core]", broken ? "someday" : "pending");
        return test;
    }

    private static void Write(TestConsole test, string unit, string after, string status)
    {
        test.Folder.Write($"specs/tasks/{unit}/IMPLEMENTATION_PLAN.md", $"---\nunit: {unit}\ndepends_on: {after}\n---\n# {unit}\n");
        test.Folder.Write($"specs/tasks/{unit}/01-step.md", $"---\ntask: 1\nstatus: {status}\nbackpressure: \"test -d .\"\n---\n# Step of {unit}\n");
    }
}
