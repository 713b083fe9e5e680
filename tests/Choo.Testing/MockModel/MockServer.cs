using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Choo.Testing.MockModel;

/// <summary>
/// A model server on loopback for real agent command lines: the Anthropic Messages API (claude) and the OpenAI Responses API (codex).
/// It keeps no conversation: the script is the <c>@mock</c> lines of the prompt, and the number of tool results in a request says
/// which step comes next. So any number of agents can share one.
/// </summary>
public sealed class MockServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentDictionary<string, int> errorsGiven = new(StringComparer.Ordinal);

    private MockServer()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.Limits.MaxRequestBodySize = null;
            options.Listen(IPAddress.Loopback, 0);
        });
        app = builder.Build();
        app.Run(AnswerAsync);
    }

    public int Port => new Uri(app.Urls.Single()).Port;

    /// <summary>The address without a path.</summary>
    public string Url => $"http://127.0.0.1:{Port}";

    /// <summary>What was asked, in order of arrival.</summary>
    public ConcurrentQueue<MockCall> Calls { get; } = new();

    /// <summary>Starts one on a port that the system chooses.</summary>
    public static async Task<MockServer> StartAsync()
    {
        var server = new MockServer();
        await server.app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await app.DisposeAsync();
        stop.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        try
        {
            await DispatchAsync(context);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The agent was ended while it waited: what the tests of time-outs are about.
            context.Abort();
        }
        catch (Exception e)
        {
            Calls.Enqueue(new MockCall("failed", e.ToString(), [], 0));
            context.Abort();
        }
    }

    private async Task DispatchAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        var post = context.Request.Method == "POST";
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
            await SendJsonAsync(context.Response, models || context.Request.Method == "HEAD" ? 200 : 404, """{"object":"list","data":[],"models":[]}""");
        }
    }

    private async Task AnswerModelAsync(HttpContext context, Func<JsonElement, MockQuestion> read)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: stop.Token);
        var question = read(body.RootElement);
        Calls.Enqueue(new MockCall(question.Api, question.Model, question.Tools, question.ToolResults));
        var turn = question.Script.After(question.ToolResults);
        await Task.Delay(turn.Hang ? Timeout.InfiniteTimeSpan : turn.Delay, stop.Token);
        if (turn.Error is { } error && errorsGiven.AddOrUpdate($"{question.Script.Steps.Count} {error} {question.Prompt}", 1, (_, n) => n + 1) <= error.Times)
        {
            context.Response.Headers.RetryAfter = "0";
            await SendJsonAsync(context.Response, error.Status, question.Error(error.Status));
            return;
        }

        var (type, text) = question.Answer(turn);
        await SendAsync(context.Response, 200, type, text);
    }

    private Task SendJsonAsync(HttpResponse response, int status, string json) => SendAsync(response, status, "application/json", json);

    private async Task SendAsync(HttpResponse response, int status, string type, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        response.StatusCode = status;
        response.ContentType = type;
        response.ContentLength = bytes.Length;
        await response.Body.WriteAsync(bytes, stop.Token);
    }
}
