using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Choo.Adapters.Tests.Forge;

/// <summary>A server on this machine that answers each request with what a test says, or cuts the connection.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ended = new();
    private readonly Func<string, string?> answer;
    private readonly Task serving;

    /// <param name="answer">From the request's text to the answer's; null cuts the connection; what has no end is left open.</param>
    public LoopbackServer(Func<string, string?> answer)
    {
        this.answer = answer;
        listener.Start();
        serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>A whole answer.</summary>
    public static string Json(string json, string status = "200 OK") =>
        $"HTTP/1.1 {status}\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: {Encoding.UTF8.GetByteCount(json)}\r\nConnection: close\r\n\r\n{json}";

    /// <summary>An answer that promises more than it holds; the connection stays open.</summary>
    public static string Hanging => "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"login\":";

    /// <summary>The beginning of an answer; the connection stays open.</summary>
    public static string Stalled => "HTTP/1.1 ";

    public void Dispose()
    {
        ended.Cancel();
        listener.Stop();
        serving.Wait(TimeSpan.FromSeconds(5));
        ended.Dispose();
        listener.Dispose();
    }

    private async Task ServeAsync()
    {
        List<TcpClient> open = [];
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(ended.Token);
                open.Add(client);
                var stream = client.GetStream();
                var text = answer(await ReadAsync(stream));
                await stream.WriteAsync(Encoding.UTF8.GetBytes(text ?? ""), ended.Token);
                if (text != Hanging && text != Stalled)
                {
                    client.Dispose();
                }
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or IOException or ObjectDisposedException)
        {
            open.ForEach(client => client.Dispose());
        }
    }

    private async Task<string> ReadAsync(NetworkStream stream)
    {
        var (text, buffer) = (new StringBuilder(), new byte[64 << 10]);
        while (true)
        {
            var read = await stream.ReadAsync(buffer, ended.Token);
            text.Append(Encoding.UTF8.GetString(buffer, 0, read));
            var all = text.ToString();
            var head = all.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            var length = all.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)) is { } line ? int.Parse(line[15..], System.Globalization.CultureInfo.InvariantCulture) : 0;
            if (read == 0 || (head >= 0 && Encoding.UTF8.GetByteCount(all[(head + 4)..]) >= length))
            {
                return all;
            }
        }
    }
}
