using System.Text.Json;
using Choo.Testing;
using Xunit;

namespace Choo.Tool.Tests.Commands;

public sealed class RecoverTests
{
    private static GitRepo Repository()
    {
        var repo = new GitRepo();
        repo.Write("a.txt", "a\n").Commit();
        repo.Git("switch", "--quiet", "--detach");
        repo.Git("update-ref", "refs/choo/backup/parser/1", repo.Write("b.txt", "b\n").Commit());
        repo.Git("switch", "--quiet", "main");
        return repo;
    }

    [Fact(Timeout = 30000)]
    public async Task Saved_work_is_listed_and_restored()
    {
        using var repo = Repository();
        using var test = new TestConsole();
        Assert.Equal(0, await test.RunAsync($"recover -C {repo.Root}"));
        Assert.Matches("parser +1  2[0-9-]+ [0-9:]+ UTC +1  -\n", test.Out);
        Assert.Equal(0, await test.RunAsync($"recover parser 1 -C {repo.Root}"));
        Assert.Contains("  added     b.txt\n", test.Out, StringComparison.Ordinal);
        Assert.Equal(0, await test.RunAsync($"recover parser 1 --files -C {repo.Root}"));
        Assert.Contains("restored b.txt\n", test.Out, StringComparison.Ordinal);
        Assert.Equal("b\n", repo.Read("b.txt"));
        Assert.Equal(0, await test.RunAsync($"recover parser --branch rescue -C {repo.Root}"));
        Assert.Contains("rescue is now refs/choo/backup/parser/1", test.Out, StringComparison.Ordinal);
        Assert.Empty(test.Error);
    }

    [Fact(Timeout = 30000)]
    public async Task One_document_tells_programs_the_same()
    {
        using var repo = Repository();
        using var test = new TestConsole();
        repo.Write("b.txt", "other\n");
        Assert.Equal(2, await test.RunAsync($"recover parser 1 --files --json -C {repo.Root}"));
        Assert.Contains("b.txt: error CHOO2022: ", test.Error, StringComparison.Ordinal);
        using var document = JsonDocument.Parse(test.Out);
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(RepositoryRoot.Folder, "docs/schema/recover.schema.json")));
        Assert.Equal(Names(schema.RootElement.GetProperty("properties")), Names(document.RootElement));
        var backup = document.RootElement.GetProperty("backups")[0];
        Assert.Equal(Names(schema.RootElement.GetProperty("properties").GetProperty("backups").GetProperty("items").GetProperty("properties")), Names(backup));
        Assert.Equal("parser", backup.GetProperty("unit").GetString());
        Assert.Equal("added", backup.GetProperty("files")[0].GetProperty("change").GetString());
        Assert.Equal("CHOO2022", document.RootElement.GetProperty("problems")[0].GetProperty("code").GetString());
    }

    [Theory(Timeout = 30000)]
    [InlineData("recover parser x")]
    [InlineData("recover --files")]
    [InlineData("recover parser 1 --files --branch y")]
    public async Task Wrong_usage_is_refused(string line)
    {
        using var test = new TestConsole();
        Assert.Equal(2, await test.RunAsync(line));
        Assert.Contains("CHOO0001", test.Error, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal);
}
