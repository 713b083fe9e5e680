using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Choo.Testing.GitHub.Http;
using Choo.Testing.GitHub.State;
using Microsoft.AspNetCore.Http;

namespace Choo.Testing.GitHub.Git;

/// <summary>
/// git's own transport over HTTP, at <c>/OWNER/NAME.git</c>: <c>git http-backend</c> answers. The token is the password of Basic credentials, under any
/// user name; pushes and private repositories ask for it.
/// </summary>
internal sealed partial class SmartHttp(HubState hub)
{
    private const string Push = "git-receive-pack";

    /// <summary>Whether a path is of this transport.</summary>
    public static bool Serves(string path) => Address().IsMatch(path);

    /// <summary>The answer to a request. What it pushed was taken in before it goes out.</summary>
    public Outgoing Answer(Incoming request, IHeaderDictionary headers)
    {
        var address = Address().Match(request.Path);
        var pushes = address.Groups["service"].Value == Push || request.Query.GetValueOrDefault("service") == Push;
        var secret = Secret(headers);
        var token = secret is null ? null : hub.People.Token(secret);
        if (token is null && (pushes || hub.Repository.IsPrivate || secret is not null))
        {
            return Refused(401, secret is null ? "Authentication is required." : "Invalid username or token.") with
            {
                Headers = new Dictionary<string, string> { ["WWW-Authenticate"] = "Basic realm=\"GitHub\"" },
            };
        }

        if (!address.Groups["repository"].Value.Equals(hub.Repository.FullName, StringComparison.OrdinalIgnoreCase) || (hub.Repository.IsPrivate && !token!.Allows("contents")))
        {
            return Refused(404, "Repository not found.") with { Login = token?.Account.Login };
        }

        if (pushes && !token!.Allows("contents=write"))
        {
            return Refused(403, "Write access to repository not granted.") with { Login = token.Account.Login };
        }

        var answer = Run(request, headers, address.Groups["service"].Value, token?.Account.Login);
        hub.Refresh();
        return answer;
    }

    /// <summary>The refs that a push asks to move, a line <c>OLD NEW REF</c> each; empty for any other request.</summary>
    public static string Commands(string path, byte[] body)
    {
        if (!path.EndsWith("/" + Push, StringComparison.Ordinal))
        {
            return "";
        }

        var lines = new StringBuilder();
        for (var at = 0; at + 4 <= body.Length && int.TryParse(Encoding.ASCII.GetString(body, at, 4), NumberStyles.HexNumber, null, out var length) && length > 4; at += length)
        {
            lines.Append(Encoding.UTF8.GetString(body, at + 4, length - 4).Split('\0')[0].TrimEnd('\n')).Append('\n');
        }

        return lines.ToString();
    }

    private static Outgoing Refused(int status, string message) =>
        new(status, message + "\n", new Dictionary<string, string> { ["Content-Type"] = "text/plain" });

    private static string? Secret(IHeaderDictionary headers)
    {
        if (headers.Authorization.ToString().Split(' ', 2) is not [var scheme, var text] || !scheme.Equals("basic", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        return Encoding.UTF8.GetString(Convert.FromBase64String(text.Trim())).Split(':', 2) is [_, { Length: > 0 } secret] ? secret : null;
    }

    // Blocking, as all git behind the stand-in is: it takes a few milliseconds.
    private Outgoing Run(Incoming request, IHeaderDictionary headers, string service, string? login)
    {
        var start = new ProcessStartInfo("git", ["http-backend"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        hub.Git.Surround(start);
        foreach (var (name, value) in new Dictionary<string, string?>
        {
            ["GIT_PROJECT_ROOT"] = hub.Git.Path,
            ["GIT_HTTP_EXPORT_ALL"] = "1",
            ["GIT_PROTOCOL"] = headers["Git-Protocol"],
            ["PATH_INFO"] = "/" + service,
            ["REQUEST_METHOD"] = request.Method,
            ["QUERY_STRING"] = request.QueryText.TrimStart('?'),
            ["CONTENT_TYPE"] = headers.ContentType,
            ["CONTENT_LENGTH"] = $"{request.Content.Length}",
            ["HTTP_CONTENT_ENCODING"] = headers.ContentEncoding,
            ["REMOTE_USER"] = login,
            ["REMOTE_ADDR"] = "127.0.0.1",
        }.Where(pair => !string.IsNullOrEmpty(pair.Value)))
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var said = Task.Run(() =>
        {
            using var all = new MemoryStream();
            process.StandardOutput.BaseStream.CopyTo(all);
            return all.ToArray();
        });
        try
        {
            process.StandardInput.BaseStream.Write(request.Content);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It answers without having read everything where it refuses.
        }

        var output = said.GetAwaiter().GetResult();
        process.WaitForExit();
        return Read(output) with { Login = login, Worked = true };
    }

    /// <summary>An answer of CGI: lines of headers, an empty one, the content.</summary>
    private static Outgoing Read(byte[] output)
    {
        var end = output.AsSpan().IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            throw new InvalidOperationException($"git http-backend said {Encoding.UTF8.GetString(output)}");
        }

        var headers = Encoding.ASCII.GetString(output, 0, end).Split("\r\n").Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        var status = headers.Remove("Status", out var words) ? int.Parse(words.Split(' ')[0], CultureInfo.InvariantCulture) : 200;
        return new Outgoing(status, "", headers) { Content = output[(end + 4)..] };
    }

    [GeneratedRegex(@"^/(?<repository>[^/]+/[^/]+?)\.git/(?<service>info/refs|git-upload-pack|git-receive-pack)$", RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
