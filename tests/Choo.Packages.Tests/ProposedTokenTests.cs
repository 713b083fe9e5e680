using System.Collections.Concurrent;
using System.Text;
using Choo.Packages.Tests.Surroundings;
using Choo.Testing;
using Xunit;

namespace Choo.Packages.Tests;

/// <summary>The forge's token during a run with pull requests and a feedback turn: it stands nowhere, and only git is given it.</summary>
[Collection(InstalledToolCollection.Name)]
public sealed class ProposedTokenTests(InstalledTool tool)
{
    // Of no shape that is known as a token's.
    private const string Token = "choo-4f6c8a1e-word-0b7d42d9";
    private const string Wrong = "choo-4f6c8a1e-past-0b7d42d9";

    private static readonly string[] Forms = [Token, Wrong, .. InBase64(Token), .. InBase64(Wrong)];

    [LinuxFact]
    [Incident("26", "a run with pull requests and a feedback turn, by git over HTTP: what is written, printed and given to agents and gates is searched for the forge's token, and so are the arguments of all processes while it runs")]
    public async Task It_stands_in_no_file_output_argument_or_environment_but_gits()
    {
        await using var proposed = await StartAsync();
        var site = proposed.Site;
        using var stop = new CancellationTokenSource();
        var seen = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        var watching = Task.Run(() => WatchAsync(seen, stop.Token));

        var finished = (await site.RunAsync(CancellationToken.None, "run", "--output", "ndjson")).Exits(0);

        await stop.CancelAsync();
        await watching;
        proposed.AssertLandedOnce();
        Assert.Contains("feedback", finished.Output, StringComparison.Ordinal);
        AssertNowhere(proposed, finished);
        Assert.DoesNotContain(seen.Keys, each => each.StartsWith("argument", StringComparison.Ordinal));

        Assert.NotEmpty(seen);

        // choo itself has it, and git that asks for it with its helper's shell.
        Assert.All(seen.Keys, each => Assert.Matches("^environment of (\\S*/)?(dotnet-choo|dotnet|git|git-\\S*|sh|dash|bash)$", each));
        Assert.NotEmpty(Directory.EnumerateFiles(site.Around.At("state"), "agent-*.env"));
        Assert.NotEmpty(Directory.EnumerateFiles(site.Around.At("state"), "gate-*.env"));
        Assert.Contains("pull request #", site.Around.Read("state/prompts.txt"), StringComparison.Ordinal);
        foreach (var show in new[] { "status", "runs", "logs core", "why core" })
        {
            AssertClean(show, (await site.RunAsync(CancellationToken.None, show.Split(' '))).Output);
        }
    }

    [LinuxTheory]
    [InlineData("a token that is refused")]
    [InlineData("a push that is refused")]
    [Incident("26", "the forge refuses the token, or a push with it: messages, files and output do not have it")]
    public async Task It_stands_in_no_message_about_a_refusal(string what)
    {
        await using var proposed = await StartAsync();
        if (what == "a push that is refused")
        {
            proposed.Hub.People.Permit(Token, "contents", "read");
        }
        else
        {
            proposed.Site.Environment["GITHUB_TOKEN"] = Wrong;
        }

        var finished = await proposed.Site.RunAsync(CancellationToken.None, "run");

        Assert.NotEqual(0, finished.Code);
        Assert.Contains("CHOO", finished.Output + finished.Error, StringComparison.Ordinal);
        AssertNowhere(proposed, finished);
    }

    private Task<ProposedSite> StartAsync() => ProposedSite.StartAsync(
        tool, 2, Token,
        agent: "env > \"$SCRIPT_STATE/agent-$$.env\"; tr '\\0' ' ' < /proc/$$/cmdline > \"$SCRIPT_STATE/agent-$$.cmdline\"\n",
        gate: $"""
              - name: environment
                command: "env > \"$HOME/../state/gate-$$.env\""
            """,
        hears: "printf '%s\\n' \"$line\" >> \"$SCRIPT_STATE/prompts.txt\"\n");

    private static void AssertNowhere(ProposedSite proposed, Finished finished)
    {
        AssertClean("standard output", finished.Output);
        AssertClean("standard error", finished.Error);
        foreach (var file in Directory.EnumerateFiles(proposed.Site.Around.Path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }))
        {
            AssertClean(file, Encoding.Latin1.GetString(File.ReadAllBytes(file)));
        }

        AssertClean("git's objects", proposed.Site.Repo.Git("cat-file", "--batch-all-objects", "--batch"));
        AssertClean("the requests", string.Join('\n', proposed.Hub.Log.Calls));
        AssertClean("git's settings", proposed.Site.Repo.Git("config", "--list"));
    }

    private static void AssertClean(string where, string text) =>
        Assert.All(Forms, form => Assert.False(text.Contains(form, StringComparison.Ordinal), $"{form} stands in {where}"));

    /// <summary>As HTTP's Basic credentials have it, behind user names of any length; the ends depend on what stands around it.</summary>
    private static IEnumerable<string> InBase64(string token) => new[] { "", "u", "us" }.Select(user => Convert.ToBase64String(Encoding.UTF8.GetBytes(user + token))[4..^4]);

    /// <summary>Looks at all processes again and again.</summary>
    private static async Task WatchAsync(ConcurrentDictionary<string, bool> seen, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            foreach (var folder in Directory.EnumerateDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])))
            {
                var (arguments, environment) = (Read(folder, "cmdline"), Read(folder, "environ"));
                if (Forms.Any(form => arguments.Contains(form, StringComparison.Ordinal)))
                {
                    seen[$"argument: {arguments.Replace('\0', ' ')}"] = true;
                }

                if (arguments.Length > 0 && Forms.Any(form => environment.Contains(form, StringComparison.Ordinal)))
                {
                    seen[$"environment of {arguments.Split('\0')[0]}"] = true;
                }
            }

            await Task.Delay(2, CancellationToken.None);
        }
    }

    // It may end meanwhile, or belong to somebody else.
    private static string Read(string folder, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, file));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
