using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Choo.Testing.MockModel;

/// <summary>
/// A model server on loopback for real agent command lines: the Anthropic Messages API (claude) and the OpenAI Responses API (codex).
/// It keeps no conversation: the script is the <c>@mock</c> lines of the prompt, and the number of tool results in a request says
/// which step comes next. So any number of agents can share one.
/// </summary>
public sealed class MockServer : IAsyncDisposable
{
    private readonly HttpListener listener;
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentDictionary<string, int> errorsGiven = new(StringComparer.Ordinal);
    private readonly Task loop;

    private MockServer(HttpListener listener, int port)
    {
        this.listener = listener;
        Port = port;
        loop = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>The address without a path.</summary>
    public string Url => $"http://127.0.0.1:{Port}";

    /// <summary>What was asked, in order of arrival.</summary>
    public ConcurrentQueue<MockCall> Calls { get; } = new();

    /// <summary>Starts one on a free port.</summary>
    public static MockServer Start()
    {
        for (var attempt = 0; ; attempt++)
        {
            var port = FreePort();
            var listener = new HttpListener();
            listener.Prefixes.Add($"http://127.0.0.1:{port}/");
            try
            {
                listener.Start();
                return new MockServer(listener, port);
            }
            catch (HttpListenerException) when (attempt < 20)
            {
                // Somebody took the port between the look and the start.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await loop;
        listener.Close();
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var context = await listener.GetContextAsync();
                _ = Task.Run(() => AnswerAsync(context));
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            await DispatchAsync(context);
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException or OperationCanceledException)
        {
            // The agent was ended while it waited: what the tests of time-outs are about.
            context.Response.Abort();
        }
        catch (Exception e)
        {
            Calls.Enqueue(new MockCall("failed", e.ToString(), [], 0));
            context.Response.Abort();
        }
    }

    private async Task DispatchAsync(HttpListenerContext context)
    {
        var path = context.Request.Url!.AbsolutePath;
        var post = context.Request.HttpMethod == "POST";
        if (post && path.EndsWith("/messages/count_tokens", StringComparison.Ordinal))
        {
            await SendJsonAsync(context.Response, 200, """{"input_tokens":100}""");
        }
        else if (post && path.EndsWith("/messages", StringComparison.Ordinal))
        {
            await AnswerModelAsync(context, MessagesApi.Read);
        }
        else if (post && path.EndsWith("/responses", StringComparison.Ordinal))
        {
            await AnswerModelAsync(context, ResponsesApi.Read);
        }
        else
        {
            var models = path.EndsWith("/models", StringComparison.Ordinal);
            await SendJsonAsync(context.Response, models || context.Request.HttpMethod == "HEAD" ? 200 : 404, """{"object":"list","data":[],"models":[]}""");
        }
    }

    private async Task AnswerModelAsync(HttpListenerContext context, Func<JsonElement, MockQuestion> read)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.InputStream, cancellationToken: stop.Token);
        var question = read(body.RootElement);
        Calls.Enqueue(new MockCall(question.Api, question.Model, question.Tools, question.ToolResults));
        var turn = question.Script.After(question.ToolResults);
        await Task.Delay(turn.Hang ? Timeout.InfiniteTimeSpan : turn.Delay, stop.Token);
        if (turn.Error is { } error && errorsGiven.AddOrUpdate($"{question.Script.Steps.Count} {error} {question.Prompt}", 1, (_, n) => n + 1) <= error.Times)
        {
            context.Response.Headers["retry-after"] = "0";
            await SendJsonAsync(context.Response, error.Status, question.Error(error.Status));
            return;
        }

        var (type, text) = question.Answer(turn);
        await SendAsync(context.Response, 200, type, text);
    }

    private Task SendJsonAsync(HttpListenerResponse response, int status, string json) => SendAsync(response, status, "application/json", json);

    private async Task SendAsync(HttpListenerResponse response, int status, string type, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        response.StatusCode = status;
        response.ContentType = type;
        response.ContentLength64 = bytes.Length;
        await response.OutputStream.WriteAsync(bytes, stop.Token);
        response.Close();
    }

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}
