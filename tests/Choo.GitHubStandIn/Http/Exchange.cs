using System.Text;
using System.Text.Json.Nodes;
using Choo.Testing.GitHub.State;
using Microsoft.AspNetCore.Http;

namespace Choo.Testing.GitHub.Http;

/// <summary>Answers requests one after the other, with the faults that are put in.</summary>
internal sealed class Exchange(HubState hub, Gateway gateway, RequestLog log, Faults faults, TimeProvider time) : IAsyncDisposable
{
    private readonly SemaphoreSlim one = new(1);

    public async Task AnswerAsync(HttpContext context)
    {
        var aborted = context.RequestAborted;
        var request = await Incoming.ReadAsync(context.Request, aborted);
        var fault = faults.For(request.Method, request.Path, request.Fields);
        var call = new LoggedCall(request.Method, request.Path + request.QueryText, hub.People.Clean(request.Body)) { Fields = request.Fields, Fault = fault };
        var held = HeldAsync(fault, aborted);
        if (fault is not null)
        {
            faults.Strike();
        }

        try
        {
            await (fault is FaultEffect.Slow or FaultEffect.WorkAfter ? held : Task.CompletedTask);
        }
        catch (OperationCanceledException)
        {
            log.Add(call);
            return;
        }

        if (fault is FaultEffect.CutBefore)
        {
            log.Add(call);
            context.Abort();
            return;
        }

        await one.WaitAsync(CancellationToken.None);
        Outgoing outgoing;
        try
        {
            outgoing = fault is FaultEffect.Refused refused ? gateway.Refuse(request, context.Request.Headers, refused) : gateway.Answer(request, context.Request.Headers);
        }
        finally
        {
            one.Release();
        }

        call = call with
        {
            Login = outgoing.Login,
            Status = outgoing.Status,
            Answer = hub.People.Clean(outgoing.Body),
            Headers = outgoing.Headers,
            Cost = outgoing.Cost,
            Worked = outgoing.Worked,
        };
        try
        {
            await held;
        }
        catch (OperationCanceledException)
        {
            log.Add(call);
            return;
        }

        log.Add(call);
        await SendAsync(context, fault, outgoing);
    }

    // What is at work comes to its end first.
    public async ValueTask DisposeAsync() => await one.WaitAsync();

    // What holds a request or its answer; it begins when the request arrives.
    private Task HeldAsync(FaultEffect? fault, CancellationToken aborted) => fault switch
    {
        FaultEffect.Slow slow => Task.Delay(slow.By, time, aborted),
        FaultEffect.SlowAnswer slow => Task.Delay(slow.By, time, aborted),
        FaultEffect.WorkAfter work => log.MoreAsync(work.Later, aborted),
        FaultEffect.AnswerAfter answer => log.MoreAsync(answer.Later, aborted),
        _ => Task.CompletedTask,
    };

    private async Task SendAsync(HttpContext context, FaultEffect? fault, Outgoing outgoing)
    {
        var aborted = context.RequestAborted;
        if (fault is FaultEffect.CutAfter)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = outgoing.Status;
        foreach (var (name, value) in outgoing.Headers)
        {
            context.Response.Headers[name] = value;
        }

        var bytes = Encoding.UTF8.GetBytes(outgoing.Body);
        if (bytes.Length > 0)
        {
            context.Response.ContentLength = bytes.Length;
            await context.Response.Body.WriteAsync(fault is FaultEffect.CutMidway ? bytes.AsMemory(0, bytes.Length / 2) : bytes, aborted);
        }

        await context.Response.Body.FlushAsync(aborted);
        if (fault is FaultEffect.CutMidway)
        {
            context.Abort();
        }

        log.Sent();
    }
}
