using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Choo.Testing.GitHub.Description;
using Choo.Testing.GitHub.Git;
using Choo.Testing.GitHub.GraphQL;
using Choo.Testing.GitHub.Rest;
using Choo.Testing.GitHub.State;
using Microsoft.AspNetCore.Http;

namespace Choo.Testing.GitHub.Http;

/// <summary>From a request to its answer: who asks, whether they may, whether it is of GitHub's form, what it costs.</summary>
internal sealed class Gateway(HubState hub, Quotas quotas, Violations violations)
{
    private readonly GraphQlApi graphQl = new(hub, quotas);
    private readonly SmartHttp git = new(hub);

    public Outgoing Answer(Incoming request, IHeaderDictionary headers)
    {
        if (request.Path.StartsWith(JobLogs.Store, StringComparison.Ordinal))
        {
            return JobLogs.Answer(hub, request.Path, headers.ContainsKey("Authorization"), violations);
        }

        if (SmartHttp.Serves(request.Path))
        {
            return git.Answer(request, headers);
        }

        var token = Token(headers);
        if (Refusal(request, headers, token) is { } refused)
        {
            return Complete(request, headers, token, null, refused) with { Worked = false };
        }

        if (request.IsGraphQl)
        {
            var answered = graphQl.Answer(token!, request.Json, request.BaseUrl, violations);
            return Complete(request, headers, token, null, answered) with { Worked = answered.Status == 200 };
        }

        var (route, match) = Find(request);
        if (route is null)
        {
            violations.Add($"{request.Method} {request.Path}", ["the stand-in has no such endpoint"]);
            return Complete(request, headers, token, null, ApiAnswer.Error(404, "Not Found"));
        }

        var answer = Checked(request, token!, route, match!);
        var done = Complete(request, headers, token, route, answer);
        return done with { Worked = done.Status < 400 };
    }

    /// <summary>What a fault answers in an endpoint's place; it counts as any answer does.</summary>
    public Outgoing Refuse(Incoming request, IHeaderDictionary headers, FaultEffect.Refused fault)
    {
        var answer = fault.Text is { } text ? new ApiAnswer(fault.Status, null) { Text = text } : ApiAnswer.Error(fault.Status, fault.Message);
        return Complete(request, headers, fault.Status == 401 ? null : Token(headers), null, answer with { Headers = fault.Headers, Points = request.IsGraphQl ? 1 : null });
    }

    private static (Route? Route, Match? Match) Find(Incoming request) => Routes.All.Where(route => route.Method == request.Method)
        .Select(route => ((Route?)route, (Match?)route.Pattern.Match(request.Path))).FirstOrDefault(pair => pair.Item2!.Success);

    private AccessToken? Token(IHeaderDictionary headers) =>
        headers.Authorization.ToString().Split(' ', 2) is [var scheme, var secret] && scheme.ToLowerInvariant() is "bearer" or "token" ? hub.People.Token(secret.Trim()) : null;

    // What is refused before anything of the request is looked at.
    private ApiAnswer? Refusal(Incoming request, IHeaderDictionary headers, AccessToken? token)
    {
        if (headers.UserAgent.Count == 0)
        {
            return ApiAnswer.Error(403, "Request forbidden by administrative rules. Please make sure your request has a User-Agent header.");
        }

        if (token is null)
        {
            return ApiAnswer.Error(401, headers.ContainsKey("Authorization") ? "Bad credentials" : "Requires authentication");
        }

        if (headers["X-GitHub-Api-Version"] is [{ } version] && version != "2022-11-28")
        {
            return ApiAnswer.Error(400, $"\"{version}\" is not a supported API version.");
        }

        if (request.IsBroken)
        {
            return ApiAnswer.Error(400, "Problems parsing JSON");
        }

        var resource = request.IsGraphQl ? "graphql" : "core";
        return request.Path == "/rate_limit" || quotas.Remaining(token.Account.Login, resource) > 0
            ? null
            : request.IsGraphQl
                ? GraphQlApi.Limited(token.Account)
                : ApiAnswer.Error(403, $"API rate limit exceeded for user ID {token.Account.Id}.");
    }

    private ApiAnswer Checked(Incoming request, AccessToken token, Route route, Match match)
    {
        var values = match.Groups.Keys.Where(name => !char.IsAsciiDigit(name[0])).ToDictionary(name => name, name => Uri.UnescapeDataString(match.Groups[name].Value));
        if (values.TryGetValue("owner", out var owner) && !$"{owner}/{values["repo"]}".Equals(hub.Repository.FullName, StringComparison.OrdinalIgnoreCase))
        {
            return ApiAnswer.Error(404, "Not Found");
        }

        if (route.Needs.Length > 0 && !route.Needs.Any(token.Allows))
        {
            // A private repository that a token does not know at all is not told of.
            return hub.Repository.IsPrivate && !token.Allows("metadata")
                ? ApiAnswer.Error(404, "Not Found")
                : ApiAnswer.Error(403, "Resource not accessible by personal access token") with
                {
                    Headers = new Dictionary<string, string> { ["X-Accepted-GitHub-Permissions"] = string.Join("; ", route.Needs) },
                };
        }

        var wrong = DescriptionCheck.Whole.Request(route.Operation, request.Query, request.Json);
        if (wrong.Count > 0)
        {
            violations.Add($"{request.Method} {request.Path}", wrong);
            return ApiAnswer.Error(422, "Invalid request.\n\n" + string.Join('\n', wrong));
        }

        try
        {
            return hub.Do(() => route.Answer(new ApiRequest(hub, token.Account, request.BaseUrl) { Values = values, Query = request.Query, Body = request.Json as JsonObject ?? [], Quotas = quotas }));
        }
        catch (RefusedException refusal)
        {
            return ApiAnswer.Error(refusal.Status, refusal.Message, refusal.Errors);
        }
    }

    private Outgoing Complete(Incoming request, IHeaderDictionary headers, AccessToken? token, Route? route, ApiAnswer answer)
    {
        answer = Paging.Page(answer, request.BaseUrl + request.Path, request.Query);
        if (route is not null)
        {
            if (answer.Status < 400 && route.Operation.AnswerSchema(answer.Status) is { } schema)
            {
                Filler.Fill(answer.Body, schema);
            }

            violations.Add($"the answer {answer.Status} of {request.Method} {route.Path}", DescriptionCheck.Whole.Answer(route.Operation, answer.Status, answer.Body));
        }

        var body = answer.Text ?? answer.Body?.ToJsonString() ?? "";
        var sent = new Dictionary<string, string>(answer.Headers)
        {
            ["Content-Type"] = answer.Text is null ? "application/json; charset=utf-8" : "text/plain; charset=utf-8",
            ["X-GitHub-Media-Type"] = "github.v3; format=json",
        };
        var status = answer.Status;
        if (request.Method == "GET" && status == 200)
        {
            var tag = $"W/\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body + sent.GetValueOrDefault("Link"))))}\"";
            sent["ETag"] = tag;
            if (headers.IfNoneMatch.ToString().Split(',', StringSplitOptions.TrimEntries).Any(each => Weak(each) == Weak(tag)))
            {
                (status, body) = (304, "");
                sent.Remove("Content-Type");
            }
        }

        var cost = token is null || status == 304 || request.Path == "/rate_limit" ? 0 : answer.Points ?? 1;
        if (token is not null)
        {
            var (login, resource) = (token.Account.Login, request.IsGraphQl ? "graphql" : "core");
            quotas.Use(login, cost, resource);
            foreach (var (name, value) in quotas.Headers(login, resource))
            {
                sent[name] = value;
            }
        }

        return new Outgoing(status, status is 204 ? "" : body, sent) { Login = token?.Account.Login, Cost = cost };
    }

    private static string Weak(string tag) => tag.StartsWith("W/", StringComparison.Ordinal) ? tag[2..] : tag;
}
