using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Choo.Testing.GitHub.State;
using Microsoft.Extensions.Time.Testing;

namespace Choo.Testing.GitHub.Tests;

/// <summary>A stand-in, somebody who works in a clone, and somebody who calls the API.</summary>
internal sealed class Stage : IAsyncDisposable
{
    public const string Repo = "/repos/octo/hello";

    private Stage(GitHubStandIn hub, FakeTimeProvider clock)
    {
        (Hub, Clock) = (hub, clock);
        Client = NewClient(hub.Token);
        Work.Git("remote", "add", "origin", hub.Git.Path);
        Work.Git("pull", "--quiet", "origin", "main");
    }

    public GitHubStandIn Hub { get; }

    public FakeTimeProvider Clock { get; }

    public GitRepo Work { get; } = new();

    public HttpClient Client { get; }

    public static async Task<Stage> OpenAsync(Func<StandInOptions, StandInOptions>? change = null)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero));
        var options = new StandInOptions { Time = clock, UnknownReads = 0 };
        return new Stage(await GitHubStandIn.StartAsync(change?.Invoke(options) ?? options), clock);
    }

    /// <summary>A client of its own, with no token when it is null.</summary>
    public HttpClient NewClient(string? token)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Hub.ApiUrl, Timeout = TimeSpan.FromSeconds(60) };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("stage");
        client.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>Commits a file on a branch that begins at another, and pushes it; gives the commit.</summary>
    public string Push(string branch, string path, string text, string from = "main")
    {
        if (Work.TryGit(Work.Root, "checkout", "--quiet", branch).Code != 0)
        {
            Work.Git("checkout", "--quiet", "-b", branch, from);
        }

        var commit = Work.Write(path, text).Commit($"change {path}");
        Work.Git("push", "--quiet", "--force", "origin", branch);
        return commit;
    }

    /// <summary>Pushes a branch with one file and opens its pull request over the API.</summary>
    public async Task<PullRequest> PullAsync(string branch, string? path = null, string @base = "main", bool draft = false)
    {
        Push(branch, path ?? $"{branch}.txt", "one\ntwo\nthree\n", @base);
        var made = await PostAsync($"{Repo}/pulls", new JsonObject { ["title"] = $"Add {branch}", ["head"] = branch, ["base"] = @base, ["body"] = "a body", ["draft"] = draft });
        return Hub.PullRequests[made.Json["number"]!.GetValue<int>()];
    }

    public Task<Reply> GetAsync(string path, string? etag = null) => SendAsync(HttpMethod.Get, path, null, etag);

    public Task<Reply> PostAsync(string path, JsonNode? body = null) => SendAsync(HttpMethod.Post, path, body);

    public Task<Reply> PutAsync(string path, JsonNode? body = null) => SendAsync(HttpMethod.Put, path, body);

    public Task<Reply> PatchAsync(string path, JsonNode body) => SendAsync(HttpMethod.Patch, path, body);

    public Task<Reply> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path, null);

    public Task<Reply> MergeAsync(PullRequest pull, string method = "merge", string? sha = null) =>
        PutAsync($"{Repo}/pulls/{pull.Number}/merge", new JsonObject { ["merge_method"] = method, ["sha"] = sha ?? pull.HeadSha });

    public async Task<JsonNode> GraphQlAsync(string query, JsonObject? variables = null) =>
        (await PostAsync(Hub.GraphQlUrl.AbsoluteUri, new JsonObject { ["query"] = query, ["variables"] = variables })).Json;

    public async Task<Reply> SendAsync(HttpMethod method, string path, JsonNode? body, string? etag = null, HttpClient? client = null)
    {
        using var request = new HttpRequestMessage(method, path.StartsWith('/') ? path[1..] : path);
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        }

        if (etag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", etag);
        }

        using var response = await (client ?? Client).SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(pair => pair.Key, pair => string.Join(", ", pair.Value), StringComparer.OrdinalIgnoreCase);
        return new Reply((int)response.StatusCode, text, headers);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Work.Dispose();
        await Hub.DisposeAsync();
    }
}
