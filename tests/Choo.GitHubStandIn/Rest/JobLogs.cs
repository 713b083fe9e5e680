using System.Globalization;
using Choo.Testing.GitHub.Http;
using Choo.Testing.GitHub.State;

namespace Choo.Testing.GitHub.Rest;

/// <summary>The store that the logs of jobs are fetched from: another host than the API's, where a token has no business.</summary>
internal static class JobLogs
{
    public const string Store = "/_store/logs/";

    public static string Location(string baseUrl, CheckRun run) => new UriBuilder(baseUrl) { Host = "localhost", Path = $"{Store}{run.Id}" }.Uri.AbsoluteUri;

    public static Outgoing Answer(HubState hub, string path, bool withToken, Violations violations)
    {
        if (withToken)
        {
            violations.Add("GET of a job's log", ["the token was sent to the store of the logs"]);
            return new Outgoing(400, "InvalidAuthenticationInfo", new Dictionary<string, string>());
        }

        var log = long.TryParse(path[Store.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? hub.Do(() => hub.Checks.Run(id)?.Log) : null;
        return new Outgoing(log is null ? 404 : 200, log ?? "", new Dictionary<string, string> { ["Content-Type"] = "text/plain; charset=utf-8" }) { Worked = log is not null };
    }
}
