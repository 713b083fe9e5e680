using System.Text.Json;
using Choo.Packages.Tests.Surroundings;
using Choo.Testing;
using Xunit;

namespace Choo.Packages.Tests;

/// <summary>A push to a bare repository with the hook that the installed tool wrote.</summary>
[Collection(InstalledToolCollection.Name)]
public sealed class LocalCiTests(InstalledTool tool)
{
    [LinuxFact]
    public async Task A_push_is_checked_by_the_hook_in_gits_own_environment()
    {
        using var site = new Site(tool);
        var bare = site.Around.At("app.git");
        site.Repo.Git("init", "--quiet", "--bare", bare);
        (await site.RunAsync(CancellationToken.None, "ci", "install-hook", bare, "--wait")).Exits(0);
        site.Repo.Write(".choo.yaml", "baseline_checks:\n  - name: check\n    command: test ! -e red\n").Commit();
        var git = new Program("git", site.Repo.Root, site.Environment);

        var green = (await git.RunAsync(["push", bare, "HEAD:refs/heads/main"], CancellationToken.None)).Exits(0);
        var passed = site.Repo.Tip("HEAD");
        site.Repo.Write("red", "").Commit();
        var red = (await git.RunAsync(["push", bare, "HEAD:refs/heads/topic", ":main"], CancellationToken.None)).Exits(0);

        Assert.Contains($"remote: PASS {passed[..10]} of refs/heads/main", green.Error, StringComparison.Ordinal);
        Assert.Contains($"remote: FAIL {site.Repo.Tip("HEAD")[..10]} of refs/heads/topic", red.Error, StringComparison.Ordinal);
        Assert.Contains("remote: refs/heads/main was deleted: nothing to check", red.Error, StringComparison.Ordinal);
        Assert.Equal(["PASS", "FAIL"], new[] { passed, site.Repo.Tip("HEAD") }.Select(commit => Status(bare, commit)));
        (await site.RunAsync(CancellationToken.None, "ci", "run", bare, "topic", site.Repo.Tip("HEAD"))).Exits(1);
        (await site.RunAsync(CancellationToken.None, "ci", "run", bare, "main", passed)).Exits(0);
        (await site.RunAsync(CancellationToken.None, "ci", "run", bare, "main", "12345")).Exits(2);
    }

    private static string? Status(string bare, string commit)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(bare, "ci-status", $"{commit}.json")));
        return json.RootElement.GetProperty("status").GetString();
    }
}
