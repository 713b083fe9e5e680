using System.Text;
using Choo.Adapters.Specs;
using Choo.Core.Diagnostics;
using Choo.Core.Specs;
using Xunit;

namespace Choo.Adapters.Tests.Specs;

// The shapes that real specs of the earlier system have.
public class RealShapesTests
{
    private const string CommentedPlan = """
        ---
        # === Author-provided (required) ===
        unit: gitops
        depends_on: []

        # === Orchestrator-managed (auto-populated at runtime) ===
        # orch_status: pending
        # orch_started_at: null
        ---

        # GITOPS Implementation Plan
        """;

    private const string FencedBody = """
        ---
        task: 4
        status: complete
        backpressure: "test -f x.css && grep -q 'a\\-b' x.css | head -1"
        depends_on: [1, 3]
        ---

        # `Archive` of #4 specs.md

        ```yaml
        ---
        task: 9
        status: pending
        ---
        # not a title
        ```

        ---
        more
        """;

    private const string BlockPlan = """
        ---
        unit: daemon
        depends_on:
          - gitops
          - json-events
        ---
        """;

    [Fact]
    public void Comments_in_the_frontmatter_and_fenced_frontmatter_in_the_body_are_read_past()
    {
        var specs = Read(
            Folder("gitops", (Unit.PlanFile, CommentedPlan), ("01-a.md", Task(1)), ("03-c.md", Task(3)), ("04-d.md", FencedBody), ("02-b.md", Task(2))),
            Folder("json-events", (Unit.PlanFile, "---\nunit: json-events\ndepends_on: []\n---\n"), ("01-a.md", Task(1))),
            Folder("daemon", (Unit.PlanFile, BlockPlan), ("01-a.md", Task(1))));
        Assert.Empty(specs.Diagnostics);
        var task = specs.Units[1].Tasks[3];
        Assert.Equal((4, "`Archive` of #4 specs.md", SpecStatus.Complete), (task.Number, task.Title, task.Status));
        Assert.Equal("test -f x.css && grep -q 'a\\-b' x.css | head -1", task.Backpressure);
        Assert.Equal(["gitops", "json-events"], specs.Units[0].DependsOn.AsEnumerable());
    }

    [Theory]
    [InlineData("backpressure: go build ./... && go vet ./...", "go build ./... && go vet ./...")]
    [InlineData("backpressure: \"go test ./x/... -run 'TestA|TestB' -v\"", "go test ./x/... -run 'TestA|TestB' -v")]
    [InlineData("backpressure: |\n  a\n  b", "a\nb\n")]
    [InlineData("backpressure: >-\n  a\n  b", "a b")]
    [InlineData("backpressure: make", "make")]
    public void Every_notation_of_a_backpressure_is_read(string yaml, string command)
    {
        var specs = Read(Folder("a", (Unit.PlanFile, "---\nunit: a\n---\n"), ("01-a.md", $"---\ntask: 1\n{yaml}\n---\n")));
        Assert.Empty(specs.Diagnostics);
        Assert.Equal(command, specs.Units[0].Tasks[0].Backpressure);
    }

    [Theory]
    [InlineData("---\n{ task: 1, status: pending }\n---\n", 2, 1)]
    [InlineData("---\ntask: 1\nstatus:\n  pending\n---\n", 4, 3)]
    [InlineData("---\ntask: 1\nstatus: >-\n  pending\n---\n", 3, 9)]
    [InlineData("---\ntask: 1\n? status\n: pending\n---\n", 4, 3)]
    public void A_status_that_choo_could_not_rewrite_is_refused(string text, int line, int column)
    {
        var diagnostic = Assert.Single(Read(Folder("a", (Unit.PlanFile, "---\nunit: a\n---\n"), ("01-a.md", text))).Diagnostics);
        Assert.Equal(("CHOO1023", line, column), (diagnostic.Code, diagnostic.Line, diagnostic.Column));
    }

    [Theory]
    [InlineData("- a\n- b\n", 2, 1)]
    [InlineData("just text\n", 2, 1)]
    [InlineData("task: 1\nbackpressure: @x\n", 3, 15)]
    [InlineData("task: 1\r\nstatus: [\r\n", 4, 1)]
    public void A_malformed_frontmatter_is_an_error_at_its_place(string yaml, int line, int column)
    {
        var diagnostic = Assert.Single(Read(Folder("a", (Unit.PlanFile, "---\nunit: a\n---\n"), ("01-a.md", $"---\n{yaml}---\n"))).Diagnostics);
        Assert.Equal(("CHOO1023", Severity.Error, "t/a/01-a.md", line, column), (diagnostic.Code, diagnostic.Severity, diagnostic.File, diagnostic.Line, diagnostic.Column));
    }

    [Fact]
    public void A_null_frontmatter_is_an_empty_one() =>
        Assert.Equal("CHOO1005", Assert.Single(Read(Folder("a", (Unit.PlanFile, "---\nunit: a\n---\n"), ("01-a.md", "---\n~\n---\n"))).Diagnostics).Code);

    private static SpecSet Read(params SpecFolder[] folders) =>
        SpecReader.Read("t", folders, new HashSet<string>(), new HashSet<string> { "claude" }, YamlReader.Instance);

    private static SpecFolder Folder(string name, params (string Name, string Text)[] files) =>
        new(name, $"t/{name}", [.. files.Select(file => new SpecFile(file.Name, $"t/{name}/{file.Name}", Encoding.UTF8.GetBytes(file.Text)))], []);

    private static string Task(int number) => $"---\ntask: {number}\nstatus: complete\nbackpressure: \"go build ./...\"\ndepends_on: []\n---\n\n# T\n";
}
