using System.Collections.Immutable;
using System.Text.Json;
using Choo.Adapters.Forge.GitHub.Wire;
using Choo.Core.Forge;
using Octokit;

namespace Choo.Adapters.Forge.GitHub;

/// <summary>Requests over Octokit's connection; what can go wrong comes back as a value. Paths are relative to the REST interface's base address.</summary>
internal sealed class GitHubCalls : IDisposable
{
    private const int MostPages = 50;
    private readonly GitHubHttpClient client;
    private readonly Connection connection;
    private readonly FailureReading reading;

    public GitHubCalls(GitHubOptions options)
    {
        client = new GitHubHttpClient(GitHubHandlers.Build(options));
        connection = new Connection(
            new ProductHeaderValue("choo", options.Version), options.Address.Rest,
            new Octokit.Internal.InMemoryCredentialStore(new Credentials(options.Token.Value, AuthenticationType.Bearer)), client, new GitHubJson());
        (Address, Repository, Time, reading) = (options.Address, options.Repository, options.Time, new FailureReading(options.Token.Redactor, options.Time));
    }

    public GitHubAddress Address { get; }

    public ForgeRepository Repository { get; }

    public TimeProvider Time { get; }

    /// <summary>A path inside the repository; each part is escaped.</summary>
    public string Path(FormattableString rest) => $"repos/{Uri.EscapeDataString(Repository.Owner)}/{Uri.EscapeDataString(Repository.Name)}{Escaped(rest)}";

    public Task<ForgeAnswer<T>> GetAsync<T>(string path, CancellationToken cancellationToken)
        where T : class =>
        AskAsync(() => connection.Get<T>(new Uri(path, UriKind.Relative), null, null, cancellationToken), path, CallKind.Query, Body, cancellationToken);

    /// <summary>An answer of plain text.</summary>
    public Task<ForgeAnswer<string>> GetTextAsync(string path, CancellationToken cancellationToken) =>
        AskAsync(() => connection.Get<object>(new Uri(path, UriKind.Relative), null, null, cancellationToken), path, CallKind.Query, answer => answer.HttpResponse.Body as string, cancellationToken);

    /// <summary>All pages of a list, up to a most.</summary>
    /// <param name="path">Of the first page.</param>
    /// <param name="items">The items of a page.</param>
    /// <param name="most">How many items at most.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<ForgeAnswer<ImmutableArray<TItem>>> GetAllAsync<TPage, TItem>(
        string path, Func<TPage, IEnumerable<TItem>> items, int most, CancellationToken cancellationToken)
        where TPage : class
    {
        var all = ImmutableArray.CreateBuilder<TItem>();
        var next = new Uri(path, UriKind.Relative);
        for (var pages = 0; next is not null && all.Count < most && pages < MostPages; pages++)
        {
            var at = next;
            var answer = await AskAsync(() => connection.Get<TPage>(at, null, null, cancellationToken), path, CallKind.Query, page => page.Body is null ? null : page, cancellationToken).ConfigureAwait(false);
            if (answer is not ForgeAnswer<IApiResponse<TPage>>.Ok page)
            {
                return new ForgeAnswer<ImmutableArray<TItem>>.Failed(answer.Problem!);
            }

            all.AddRange(items(page.Value.Body));
            next = page.Value.HttpResponse.ApiInfo.Links.GetValueOrDefault("next") is { } link && Address.Covers(link) ? link : null;
        }

        return new ForgeAnswer<ImmutableArray<TItem>>.Ok([.. all.Take(most)]);
    }

    public Task<ForgeAnswer<TAnswer>> PostAsync<TBody, TAnswer>(string path, TBody body, CallKind kind, CancellationToken cancellationToken)
        where TAnswer : class
    {
        var content = Content(body, kind, cancellationToken);
        return AskAsync(() => connection.Post<TAnswer>(new Uri(path, UriKind.Relative), content, null, null, cancellationToken), path, kind, Body, cancellationToken);
    }

    public Task<ForgeAnswer<TAnswer>> PutAsync<TBody, TAnswer>(string path, TBody body, CallKind kind, CancellationToken cancellationToken)
        where TAnswer : class
    {
        var content = Content(body, kind, cancellationToken);
        return AskAsync(() => connection.Put<TAnswer>(new Uri(path, UriKind.Relative), content), path, kind, Body, cancellationToken);
    }

    public Task<ForgeAnswer<TAnswer>> PatchAsync<TBody, TAnswer>(string path, TBody body, CancellationToken cancellationToken)
        where TAnswer : class
    {
        var content = Content(body, CallKind.Repeatable, cancellationToken);
        return AskAsync(() => connection.Patch<TAnswer>(new Uri(path, UriKind.Relative), content), path, CallKind.Repeatable, Body, cancellationToken);
    }

    public async Task<ForgeFailure?> DeleteAsync(string path, CancellationToken cancellationToken)
    {
        var content = new CallContent([], CallKind.Repeatable, cancellationToken);
        return (await AskAsync(
            () => connection.Delete<object>(new Uri(path, UriKind.Relative), content), path, CallKind.Repeatable, answer => answer.HttpResponse, cancellationToken).ConfigureAwait(false)).Problem;
    }

    /// <summary>A GraphQL request. Parts that do not exist are null in the answer; any other error of a part is a failure.</summary>
    public async Task<ForgeAnswer<T>> GraphAsync<T>(string query, GraphVariables variables, CallKind kind, CancellationToken cancellationToken)
        where T : class
    {
        var content = Content(new GraphRequest(query, variables), kind, cancellationToken);
        var answer = await AskAsync(
            () => connection.Post<GraphAnswer<T>>(Address.Graph, content, null, null, cancellationToken), "graphql", kind, Body, cancellationToken).ConfigureAwait(false);
        return answer switch
        {
            ForgeAnswer<GraphAnswer<T>>.Ok { Value: var whole } when reading.Of(whole.Errors, isWhole: kind != CallKind.Query || whole.Data is null) is { } failure => new ForgeAnswer<T>.Failed(failure),
            ForgeAnswer<GraphAnswer<T>>.Ok { Value.Data: { } data } => new ForgeAnswer<T>.Ok(data),
            _ => new ForgeAnswer<T>.Failed(answer.Problem ?? new ForgeFailure.Unavailable("an answer without data")),
        };
    }

    public void Dispose() => client.Dispose();

    private static CallContent Content<T>(T body, CallKind kind, CancellationToken cancellationToken) => new(GitHubJson.Bytes(body), kind, cancellationToken);

    private static T? Body<T>(IApiResponse<T> answer)
        where T : class => answer.Body;

    private async Task<ForgeAnswer<TValue>> AskAsync<T, TValue>(
        Func<Task<IApiResponse<T>>> ask, string what, CallKind kind, Func<IApiResponse<T>, TValue?> value, CancellationToken cancellationToken)
        where TValue : class
    {
        try
        {
            return value(await ask().ConfigureAwait(false)) is { } found
                ? new ForgeAnswer<TValue>.Ok(found)
                : new ForgeAnswer<TValue>.Failed(reading.Broken("an answer without content", kind));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (ApiException refused)
        {
            return new ForgeAnswer<TValue>.Failed(reading.Of(refused, what, kind));
        }
        catch (Exception lost) when (LostCalls.IsLost(lost))
        {
            return new ForgeAnswer<TValue>.Failed(reading.Of(lost, kind));
        }
        catch (JsonException broken)
        {
            return new ForgeAnswer<TValue>.Failed(reading.Broken($"an answer that cannot be read ({broken.Message})", kind));
        }
    }

    private static string Escaped(FormattableString text) =>
        string.Format(System.Globalization.CultureInfo.InvariantCulture, text.Format, [.. text.GetArguments().Select(each => Uri.EscapeDataString(Convert.ToString(each, System.Globalization.CultureInfo.InvariantCulture) ?? ""))]);
}
