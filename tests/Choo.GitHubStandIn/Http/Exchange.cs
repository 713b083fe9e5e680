using System.Text;
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
        var call = new LoggedCall(request.Method, hub.People.Clean(request.Path + request.QueryText), hub.People.Clean(request.Body)) { Fields = request.Fields, Fault = fault };
        var held = HeldAsync(fault, aborted);
        if (fault is not null)
        {
            faults.Strike();
        }

        if (fault is (FaultEffect.Slow or FaultEffect.WorkAfter) && !await StillThereAsync(held))
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

        var outgoing = await WorkAsync(request, context.Request.Headers, fault as FaultEffect.Refused);
        call = call with
        {
            Login = outgoing.Login,
            Status = outgoing.Status,
            Answer = hub.People.Clean(outgoing.Body),
            Headers = outgoing.Headers,
            Cost = outgoing.Cost,
            Worked = outgoing.Worked,
        };
        var there = await StillThereAsync(held);
        log.Add(call);
        if (there)
        {
            await SendAsync(context, fault, outgoing);
        }
    }

    // What is at work comes to its end first.
    public async ValueTask DisposeAsync() => await one.WaitAsync();

    private static async Task<bool> StillThereAsync(Task held)
    {
        try
        {
            await held;
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task<Outgoing> WorkAsync(Incoming request, IHeaderDictionary headers, FaultEffect.Refused? refused)
    {
        await one.WaitAsync(CancellationToken.None);
        try
        {
            return refused is null ? gateway.Answer(request, headers) : gateway.Refuse(request, headers, refused);
        }
        finally
        {
            one.Release();
        }
    }

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

        var bytes = outgoing.Content ?? Encoding.UTF8.GetBytes(outgoing.Body);
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
